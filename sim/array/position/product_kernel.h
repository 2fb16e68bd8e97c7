// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "sim/array/paired_rows.h"
#include "sim/array/position/position_block.h"

namespace ohmic::sim {

/// sums[c][p] over row pairs [firstPair, firstPair + pairs) of the group of columns from @p column on, modulo
/// 2^32; on matrix tiles where the drives are laid out for them.
///
/// @param positions  at most kBlockPositions; lanes behind them hold anything.
void sumPositions(const PairDrives& drives, int firstPair, int pairs, int positions, const PairedRows& levels,
                  int column, std::int32_t* sums);

/// sums[p] = sum of what drives position p's rows. @param ones  rows x 1, all 1.
void sumDrives(const PairDrives& drives, int positions, const PairedRows& ones, std::int32_t* sums);

}  // namespace ohmic::sim
