// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/array/block_conversion.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// Exact products of a block of positions with some row pairs of a plane; the instruction set is chosen at
/// run time.
///
/// sums[p * paddedColumns + c] = sum over the rows of drive[p * driveStride + k] * level(k, c).
///
/// @param drive      first row of the first position; one number past an odd last row is read (times zero).
/// @param firstPair  first row pair; @p drive points at its row.
/// @param pairs      row pairs; the caller keeps them few enough for int32.
void multiplyRows(const std::int16_t* drive, std::ptrdiff_t driveStride, int positions,
                  const PairedRows& levels, int firstPair, int pairs, std::int32_t* sums);

/// codeSums[p][c] += (or =) code of sums[p][c], shifted; both blocks are positions x paddedColumns, the code
/// sums with a stride of their own. @returns codes at the end of the range among the first @p columns of each
/// position.
std::int64_t convertBlock(const BlockConversion& conversion, const std::int32_t* sums, int positions,
                          int columns, int paddedColumns, std::int32_t* codeSums, std::ptrdiff_t codeStride);

/// Name of the instruction set that the kernels run on.
[[nodiscard]] std::string kernelTarget();

/// The instruction sets of this machine, and their names.
[[nodiscard]] std::vector<std::int64_t> kernelTargets();
[[nodiscard]] std::string kernelName(std::int64_t target);

/// Let the kernels of this process run on one of them; 0: on the best. Before they first run, or between.
void useKernelTarget(std::int64_t target);

}  // namespace ohmic::sim
