// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "devices/converters/adc.h"
#include "devices/converters/dac.h"
#include "mapping/plan.h"

namespace ohmic::sim {

/// The numbers that turn a layer's floats into codes, its sums into converter codes, and those into floats.
///
/// One fixed-point unit of a sum is 2^-f levels times one input code; everything digital behind the converter
/// is an integer number of these units, so that sums over slices, input bits and row blocks are exact.
struct LayerArithmetic {
  devices::Dac dac;
  double inputScale = 1.0;  ///< activation of one input code

  bool isSigned = false;   ///< input codes can be negative
  bool bitSerial = false;  ///< one bit of the input per read
  int phases = 1;          ///< reads per input vector
  int slices = 1;
  int sliceBits = 7;
  int fractionBits = 7;
  bool pairSubtracted = true;  ///< one converter per pair; false: one for each polarity
  bool isWide = false;         ///< pointwise steps in double: rows * levels * codes >= 2^24

  bool idealAdc = false;
  devices::AdcCodes adcCodes;
  std::vector<std::int64_t> lsb;  ///< one for each slice, in fixed-point units; >= 1; empty if ideal

  std::vector<double> factor;  ///< output of one fixed-point unit, one for each column
  std::vector<float> bias;     ///< one for each column; digital

  /// Converters that one output needs for each slice: one, or one for each polarity.
  [[nodiscard]] int polarities() const { return pairSubtracted ? 1 : 2; }
  /// What drives a row in a phase.
  [[nodiscard]] std::int16_t drive(std::int16_t code, int phase) const {
    return bitSerial ? devices::bitDrive(code, isSigned, phase) : code;
  }
  /// Fixed-point units of one converter code (or of one unit of an ideal sum) of a slice and phase.
  [[nodiscard]] std::int64_t weight(int slice, int phase) const {
    const std::int64_t code = idealAdc ? 1 : lsb[static_cast<std::size_t>(slice)];
    return code << (slice * sliceBits + (bitSerial ? phase : 0));
  }
  /// Output of an accumulated sum: dequantised once, in double.
  /// @param gain  ProgrammedLayer::gain.
  [[nodiscard]] float output(std::int64_t sum, int column, double gain) const {
    return static_cast<float>(static_cast<double>(sum) * (factor[static_cast<std::size_t>(column)] * gain) +
                              static_cast<double>(bias[static_cast<std::size_t>(column)]));
  }
};

/// Arithmetic of a layer once its input scale is known.
///
/// @param inputScale  activation of one input code, > 0.
/// @param adc         with Range::lossless the LSB is one level times one code; with Range::calibrated the
/// LSBs
///                    stay empty until chooseLsb() has seen the sums.
/// @throws configs::InputError if a lossless range does not fit the converter's bits or the circuit leaves
/// the
///         common g_min term in the sums.
[[nodiscard]] LayerArithmetic layerArithmetic(const mapping::Plan& plan, const mapping::LayerPlan& layer,
                                              double inputScale, const devices::AdcFormat& adc,
                                              bool commonTermRemains);

}  // namespace ohmic::sim
