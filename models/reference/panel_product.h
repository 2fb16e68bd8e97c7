// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace ohmic::models {

/// A panel holds the operands of up to kPanelWidth neighbouring outputs: kPanelWidth floats for each of up to
/// kPanelDepth steps of the sum, in the order of the sum. It fits the first-level cache.
inline constexpr std::size_t kPanelWidth = 64;
inline constexpr std::size_t kPanelDepth = 128;

/// Copies run over their end by less than so many floats: sources and panels have them to spare.
inline constexpr std::size_t kCopySlack = 16;

/// Neighbouring outputs whose operands lie side by side.
struct PanelRun {
  std::int64_t source;  ///< of the first, in floats
  std::size_t column;   ///< of the first, in the panel
  std::size_t count;
};

/// panel[k][run.column + i] = source[steps[k] + run.source + i] for every run, their columns ascending and
/// without gaps from 0. What lies behind the last run's end in a row of the panel is any number.
///
/// @param panel  depth rows of kPanelWidth floats, and kCopySlack more.
void fillPanel(const float* source, const std::int64_t* steps, std::size_t depth, const PanelRun* runs,
               std::size_t runCount, float* panel);

/// Neighbouring outputs that lie side by side in the source too, so that their operands need no panel.
inline constexpr std::size_t kGroup = 16;

/// outputs[r][g * kGroup + i] = sum over k of weights[r][k] * source[steps[k] + groups[g] + i], and then
/// bias[r]: each one chain from zero in the order of k, as addPanelProduct().
///
/// @param outputs  rows outputStride apart.
/// @param bias     one for each row, or null.
void multiplyGroups(const float* weights, std::size_t rows, const float* source, const std::int64_t* steps,
                    std::size_t depth, const std::int64_t* groups, std::size_t groupCount, const float* bias,
                    float* outputs, std::size_t outputStride);

/// sums[r][c] += weights[r][k] * panel[k][c], k = 0, 1, ... depth - 1 one after the other.
///
/// Every output is one chain of products and sums in the order of k, whatever the vector width: vectorised
/// over the columns, never fused, so that each processor gives the same bits.
///
/// @param weights        rows of depth floats, weightStride apart.
/// @param panel          depth rows of kPanelWidth floats, 64-byte aligned; all of them are read.
/// @param sums           rows of columns floats, sumStride apart.
/// @param columns        at most kPanelWidth.
void addPanelProduct(const float* weights, std::size_t weightStride, std::size_t rows, const float* panel,
                     std::size_t depth, float* sums, std::size_t sumStride, std::size_t columns);

}  // namespace ohmic::models
