// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "devices/random/stream.h"
#include "sim/array/block_conversion.h"
#include "sim/array/paired_rows.h"
#include "sim/array/position/position_block.h"

namespace ohmic::sim {

/// What a plane's conversions add to their sums.
struct PositionNoise {
  float varianceUnit = 0.0F;               ///< squared fixed-point units of one count; 0: none
  float converterVariance = 0.0F;          ///< squared fixed-point units
  const PairedRows* variance = nullptr;    ///< of the cells
  const double* varianceOffset = nullptr;  ///< Plane::varianceOffset
  PairDrives weights;                      ///< noise weights, less 2^15 in row pairs
  const float* common = nullptr;           ///< for each position, fixed-point units; null: nothing
  devices::RandomStream stream{0};         ///< of Purpose::readNoise
  std::uint32_t image = 0;
  std::uint32_t firstPosition = 0;
  std::uint32_t phaseAndRowBlock = 0;  ///< phase + 2^16 * row block
  std::uint32_t column = 0;            ///< first column in the layer's matrix
};

/// A plane's read in one phase.
struct PositionRead {
  PairDrives drives;
  BlockConversion conversion;
  PositionNoise noise;
  const std::int32_t* sums = nullptr;  ///< [padded column][position]; null: products of the drives
};

/// Product and conversion of a plane for a block, phase by phase: codeSums[c][p] += (or =, as the first read
/// says) code of the column's sum, times the conversion's weight. Equal to sumColumns() and convertColumns()
/// of plain_read.h bit for bit.
///
/// @param reads      which differ in their drives, their weights and what draws their noise.
/// @param positions  at most kBlockPositions; lanes behind them hold anything.
/// @returns codes at the end of the range.
std::int64_t readPositions(const PositionRead* reads, int count, int positions, const PairedRows& levels,
                           std::int32_t* codeSums);

/// roots[i] = sqrt(numbers[i]), as the noise takes them. @param count  a multiple of 16.
void squareRoots(const float* numbers, int count, float* roots);

}  // namespace ohmic::sim
