// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace ohmic::models {

/// A panel holds the operands of up to kPanelWidth neighbouring outputs: kPanelWidth floats for each of up to
/// kPanelDepth steps of the sum, in the order of the sum. It fits the first-level cache.
inline constexpr std::size_t kPanelWidth = 64;
inline constexpr std::size_t kPanelDepth = 128;

/// sums[r][c] += weights[r][k] * panel[k][c], k = 0, 1, ... depth - 1 one after the other.
///
/// Every output is one chain of fused multiply-adds in the order of k, whatever the vector width: vectorised
/// over the columns, so that each processor gives the same bits.
///
/// @param weights        rows of depth floats, weightStride apart.
/// @param panel          depth rows of kPanelWidth floats, 64-byte aligned; all of them are read.
/// @param sums           rows of columns floats, sumStride apart.
/// @param columns        at most kPanelWidth.
void addPanelProduct(const float* weights, std::size_t weightStride, std::size_t rows, const float* panel,
                     std::size_t depth, float* sums, std::size_t sumStride, std::size_t columns);

}  // namespace ohmic::models
