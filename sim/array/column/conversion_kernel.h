// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "devices/random/stream.h"
#include "sim/array/block_conversion.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// What the conversion of a block in float adds to its sums: fresh noise, the converters' own, what all
/// columns have in common and what non-linear cells add; the converters' errors; and the unit column.
struct BlockNoise {
  float varianceUnit = 0.0F;          ///< squared fixed-point units of one count; 0: no noise of cells
  float converterVariance = 0.0F;     ///< squared fixed-point units
  const double* variances = nullptr;  ///< counts, a block like the sums
  const float* common = nullptr;      ///< for each position, fixed-point units; null: nothing
  const double* bends = nullptr;      ///< fixed-point units, a block like the sums; null: none, or counted
  const std::int32_t* bendCounts = nullptr;  ///< the same of one term, in counts
  double bendUnit = 0.0;                     ///< fixed-point units of one count
  devices::RandomStream stream{0};           ///< of Purpose::readNoise
  std::uint32_t image = 0;
  std::uint32_t firstPosition = 0;
  std::uint32_t positionStep = 1;
  std::uint32_t phaseAndRowBlock = 0;            ///< phase + 2^16 * row block
  std::uint32_t column = 0;                      ///< first column in the layer's matrix
  const ColumnConverters* converters = nullptr;  ///< null: without errors
  int magnitudeBits = 0;                         ///< of a code, where capacitors differ
  bool subtractsUnit = false;    ///< a unit column follows the outputs: its code is taken from each of theirs
  std::uint32_t unitColumn = 0;  ///< what its draw is counted by
};

/// codeSums[p][c] += (or =) code of sums[p][c], shifted; both blocks are positions x paddedColumns, the code
/// sums with a stride of their own. Equal to convertColumns() and addCodes() of plain_read.h bit for bit.
///
/// @param noise    {}: the sums alone are converted, without errors.
/// @param columns  outputs; the unit column is not counted.
/// @returns codes at the end of the range among those of each position, the unit column's included.
std::int64_t convertBlock(const BlockConversion& conversion, const BlockNoise& noise,
                          const std::int32_t* sums, int positions, int columns, int paddedColumns,
                          std::int32_t* codeSums, std::ptrdiff_t codeStride);

/// totals[i] += counts[i].
void addCounts(const std::int32_t* counts, int count, double* totals);

/// totals[i] += counts[i] * unit, product and sum rounded apart.
void addScaled(const double* counts, double unit, int count, double* totals);

/// The same of whole numbers. @param starts  the totals hold nothing yet.
void addScaledCounts(const std::int32_t* counts, double unit, int count, bool starts, double* totals);

}  // namespace ohmic::sim
