// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

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
  std::uint32_t phase = 0;
  std::uint32_t rowBlock = 0;
  std::uint32_t column = 0;  ///< first output of the array, in the layer's matrix
};

/// Column currents of one plane: sums[c] = sum over rows k of drive[k] * level(k, c), exact, in fixed-point
/// units.
void sumColumns(const PairedRows& levels, const std::int16_t* drive, std::int64_t* sums);

/// Variances of the columns' fresh noise: sums[c] = sum of drive[k]^2 * variance(k, c), in
/// Plane::varianceUnit.
void sumVariances(const PairedRows& variance, const std::int16_t* drive, std::int64_t* sums);

/// Sum of what drives the rows: what g_min's common current is proportional to.
[[nodiscard]] std::int64_t sumDrive(const std::int16_t* drive, int rows);

/// Converter codes of a plane's columns (with an ideal ADC: the sums, noise rounded to a whole unit).
///
/// @param variances  of sumVariances(); not read if the plane has no fresh noise.
/// @param driveSum   of sumDrive().
/// @param noise      stream of Purpose::readNoise for this plane.
void convertColumns(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
                    const devices::RandomStream& noise, const ConversionSite& site, const std::int64_t* sums,
                    const std::int64_t* variances, std::int64_t driveSum, std::int64_t* codes);

/// Codes at the end of the converter's range, of @p count.
[[nodiscard]] std::int64_t countSaturated(const LayerArithmetic& arithmetic, const std::int64_t* codes,
                                          int count);

/// Shift and add: sums[c] += codes[c] * weight, subtracted for the negative polarity.
void addCodes(const LayerArithmetic& arithmetic, const Plane& plane, int phase, const std::int64_t* codes,
              std::int64_t* sums);

}  // namespace ohmic::sim
