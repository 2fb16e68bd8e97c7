// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "devices/cells/cell.h"
#include "devices/converters/adc.h"
#include "devices/converters/dac.h"
#include "mapping/plan.h"

namespace ohmic::sim {

/// A term of the cells' non-linearity as it drives the rows: its voltage function over what a row can be
/// driven with, rounded to 12 bits of its greatest magnitude.
struct BendDrive {
  static constexpr int kGreatest = 4095;  ///< magnitude of a count

  std::vector<std::int16_t> byDrive;  ///< of drive - least
  std::int32_t least = 0;
  double unit = 0.0;  ///< voltageFunction() / (volt of one drive code) of one count

  [[nodiscard]] std::int16_t of(std::int16_t drive) const {
    return byDrive[static_cast<std::size_t>(drive - least)];
  }
};

/// The numbers that turn a layer's floats into codes, its sums into converter codes, and those into floats.
///
/// One fixed-point unit of a sum is 2^-(f + d) levels times one input code, d the fraction bits of what
/// drives the rows (0 without DAC errors); everything digital behind the converter is an integer number of
/// these units, so that sums over slices, input bits and row blocks are exact.
struct LayerArithmetic {
  devices::Dac dac;
  double inputScale = 1.0;  ///< activation of one input code

  mapping::InputCodes input;
  int phases = 1;  ///< conversions of a column per input vector
  int slices = 1;
  int sliceBits = 7;
  int fractionBits = 7;        ///< of a sum: f + d
  bool pairSubtracted = true;  ///< one converter per pair or offset cell; false: one for each line of a pair
  bool unitConverted = false;  ///< the unit columns have converters of their own
  bool isWide = false;         ///< pointwise steps in double: rows * levels * codes >= 2^24

  devices::DacErrors dacErrors;
  int dacFractionBits = 0;            ///< d: a row's drive is a whole number of 2^-d codes
  std::int32_t greatestDriven = 255;  ///< greatest magnitude of a drive, in 2^-d codes
  std::vector<BendDrive> bends;       ///< of the cells' non-linearity; none if ohmic

  /// Fixed-point units that an array's sums of an output hold for each unit of the codes' sum beside the
  /// weights: the offset and g_min's share, subtracted digitally (encoding: offset). 0 otherwise.
  double offsetPerCode = 0.0;
  /// Fixed-point units to subtract from each column for the offset of its inputs; empty without.
  std::vector<std::int64_t> inputOffset;

  bool idealAdc = false;
  devices::AdcCodes adcCodes;
  std::vector<devices::AdcCodes> partCodes;  ///< of each phase where bits are converted in parts; else empty
  std::vector<std::int64_t> lsb;  ///< one for each slice, in fixed-point units; >= 1; empty if ideal

  double adcNoise = 0.0;  ///< at each conversion, LSB

  std::vector<double> factor;  ///< output of one fixed-point unit, one for each column
  std::vector<float> bias;     ///< one for each column; digital

  /// LSB of a slice's conversions in a phase: that of the layer, but for lower parts of the input's bits.
  [[nodiscard]] std::int64_t lsbOf(int slice, int phase) const {
    return lsb[static_cast<std::size_t>(slice)] << input.lsbShift(phase);
  }
  /// Codes of a phase's conversions.
  [[nodiscard]] const devices::AdcCodes& codesOf(int phase) const {
    return partCodes.empty() ? adcCodes : partCodes[static_cast<std::size_t>(phase)];
  }
  /// Fixed-point units of one converter code (or of one unit of an ideal sum) of a slice and phase.
  [[nodiscard]] std::int64_t weight(int slice, int phase) const {
    const std::int64_t code = idealAdc ? 1 : lsbOf(slice, phase);
    return (code << (slice * sliceBits)) * input.weight(phase);
  }
  /// Variance of a slice's converter noise in a phase, squared fixed-point units.
  [[nodiscard]] double converterVariance(int slice, int phase) const {
    const double sigma = idealAdc ? 0.0 : adcNoise * static_cast<double>(lsbOf(slice, phase));
    return sigma * sigma;
  }
  /// Digital correction of one array's sums: offsetPerCode times the sum of what its codes drive, rounded.
  /// @param codeSum  sum of code + input.offset() over the array's rows.
  [[nodiscard]] std::int64_t offsetOf(std::int64_t codeSum) const;
  /// Output of an accumulated sum: dequantised once, in double.
  /// @param offset  sum of offsetOf() over the arrays.
  /// @param gain    ProgrammedLayer::gain of the column.
  [[nodiscard]] float output(std::int64_t sum, std::int64_t offset, int column, double gain) const;
};

/// Arithmetic of a layer once its input scale is known.
///
/// @param inputScale  activation of one input code, > 0.
/// @param cell        with the range that gives the share of g_min, and the law that bends.
/// @param adc         with Range::lossless the LSB is one level times one code; with Range::calibrated the
/// LSBs
///                    stay empty until chooseLsb() has seen the sums.
/// @throws configs::InputError if a lossless range does not fit the converter's bits, the circuit leaves the
///         common g_min term in the sums, or a given range is beyond greatestLsb().
[[nodiscard]] LayerArithmetic layerArithmetic(const mapping::LayerPlan& layer, double inputScale,
                                              const devices::AdcFormat& adc, const devices::Cell& cell,
                                              const devices::DacErrors& dac = {});

/// Codes of a layer's converters.
[[nodiscard]] devices::AdcCodes adcCodes(const mapping::LayerPlan& layer, const devices::AdcFormat& adc);

/// Bits of a conversion in a phase: a lower part of the input's bits needs less than the converter has.
[[nodiscard]] int adcBitsOf(const mapping::LayerPlan& layer, const devices::AdcFormat& adc, int phase);

/// The greatest LSB, in fixed-point units, with which sums over slices, phases and row blocks fit 64 bits
/// whatever the codes are.
[[nodiscard]] std::int64_t greatestLsb(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic);

/// Conductance of one level, siemens.
[[nodiscard]] double levelStep(const mapping::LevelFormat& levels, const devices::ConductanceRange& range);

}  // namespace ohmic::sim
