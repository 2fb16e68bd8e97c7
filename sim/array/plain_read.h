// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "devices/random/stream.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// The plain form of an array's read: one position, one phase, any mode. The SystemC modules call it, and the
/// block form (layer_read.h) must equal it bit for bit.

/// Which conversion it is: what its noise draw is counted by.
struct ConversionSite {
  std::uint32_t image = 0;     ///< in the data set
  std::uint32_t position = 0;  ///< output position
  std::uint32_t pass = 0;      ///< phase and group of rows in one number
  std::uint32_t rowBlock = 0;
  std::uint32_t column = 0;      ///< first output of the array, in the layer's matrix
  std::uint32_t unitColumn = 0;  ///< of the array, if it has one
};

/// What the columns of a plane offer the converters in one phase.
struct ColumnSignals {
  const std::int64_t* sums = nullptr;       ///< one for each converted column, fixed-point units
  const std::int64_t* variances = nullptr;  ///< of sumVariances(); not read if the plane has no fresh noise
  const double* bends = nullptr;            ///< of sumBends(), fixed-point units; null if the cells are ohmic
  std::int64_t driveSum = 0;                ///< of sumDrive()
  std::int64_t unitVariance = 0;            ///< of the unit column that all columns subtract
  int phase = 0;                            ///< of the input: which LSB and codes convert them
};

/// Column currents of one plane: sums[c] = sum over rows k of drive[k] * level(k, c), exact, in fixed-point
/// units.
void sumColumns(const PairedRows& levels, const std::int16_t* drive, std::int64_t* sums);

/// Variances of the columns' fresh noise: sums[c] = sum of input.noiseWeight(nominal[k]) * variance(k, c), in
/// Plane::varianceUnit.
/// @param nominal  the rows' drives without DAC errors.
void sumVariances(const PairedRows& variance, const mapping::InputCodes& input, const std::int16_t* nominal,
                  std::int64_t* sums);

/// Sum of what drives the rows: what g_min's common current is proportional to.
[[nodiscard]] std::int64_t sumDrive(const std::int16_t* drive, int rows);

/// Sum of code + input.offset() over the rows: what the digital side knows of the drives.
[[nodiscard]] std::int64_t sumCodes(const mapping::InputCodes& input, const std::int16_t* codes, int rows);

/// What turns the siemens of gated lines into fixed-point units.
struct GatedScale {
  double perSiemens = 0.0;
  double commonTerm = 0.0;  ///< of each row that is on

  /// Subtracted, so that sums count as Plane::levels do.
  [[nodiscard]] double common(std::int64_t rowsOn) const { return commonTerm * static_cast<double>(rowsOn); }
};

[[nodiscard]] GatedScale gatedScale(const LayerArithmetic& arithmetic, const ProgrammedArray& array);

/// The same where the inputs switch cells: each line's ladder in double, in fixed-point units rounded to
/// whole ones of 32 bits (clamped), counted as Plane::levels are.
/// @param on  what the rows get: 0 or 1.
void sumGated(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
              const std::int16_t* on, std::int64_t* sums);

/// What the cells' non-linearity adds to the columns of a plane, in fixed-point units: exact sums of each
/// term, put together in double, term by term.
void sumBends(const LayerArithmetic& arithmetic, const Plane& plane, const std::int16_t* drive, double* sums);

/// Fixed-point units of one count of a term's sum.
[[nodiscard]] double bendUnit(const LayerArithmetic& arithmetic, const Plane& plane, std::size_t term);

/// What all columns of a plane have in common in one read, fixed-point units: g_min's common term, less the
/// noise of the unit column that they subtract before the converter. In float.
[[nodiscard]] float commonSignal(const LayerArithmetic& arithmetic, const ProgrammedArray& array,
                                 const Plane& plane, const devices::RandomStream& noise,
                                 const ConversionSite& site, const ColumnSignals& signals);

/// Converter codes of a plane's columns (with an ideal ADC: the sums, noise rounded to a whole unit).
///
/// @param noise      stream of Purpose::readNoise for this plane.
void convertColumns(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
                    const devices::RandomStream& noise, const ConversionSite& site,
                    const ColumnSignals& signals, std::int64_t* codes);

/// Codes at the end of the converter's range, of @p count in a phase.
[[nodiscard]] std::int64_t countSaturated(const LayerArithmetic& arithmetic, int phase,
                                          const std::int64_t* codes, int count);

/// Shift and add: sums[c] += codes[c] * weight for the array's outputs, subtracted for the negative polarity.
/// A unit column's code is taken from each output's.
void addCodes(const LayerArithmetic& arithmetic, const Plane& plane, int phase, const std::int64_t* codes,
              std::int64_t* sums);

}  // namespace ohmic::sim
