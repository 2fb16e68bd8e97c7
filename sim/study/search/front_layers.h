// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace ohmic::sim {

/// Points in layers, the best first: the front of all, which no other equals or beats in everything, then the
/// front of the rest, and so on. Of equal points the first is before the others. Within a layer the greatest
/// first value is first.
///
///     {3, 1}, {2, 2}, {1, 1}, {2, 1}   ->   {0, 1}, {3}, {2}
///
/// @param values  of each point, the greater the better; all have as many.
/// @returns       their numbers. Source  X. Zhang et al., IEEE Trans. Evol. Comput. 19:201, 2015 (with binary
///                search over the layers).
[[nodiscard]] std::vector<std::vector<std::size_t>> frontLayers(
    const std::vector<std::vector<double>>& values);

}  // namespace ohmic::sim
