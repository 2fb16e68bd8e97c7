// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/array/paired_rows.h"

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

}  // namespace ohmic::sim
