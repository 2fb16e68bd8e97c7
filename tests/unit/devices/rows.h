// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// Conductances of one row in siemens.
using Row = std::vector<double>;

/// The row of matrix row 3 that starts at column @p column.
inline CellBlock cellsOf(const Row& g, std::uint32_t column = 0) {
  return {3, column, static_cast<std::uint32_t>(g.size()), 0, 0};
}

inline Row programmed(const Programming& law, Row target, std::uint64_t key = 1) {
  law.program(cellsOf(target), RandomStream(key), target.data());
  return target;
}

/// @p g aged to a read time, with itself as the target.
inline Row aged(const Drift& law, Row g, double readTime, std::uint64_t key = 1) {
  const Row target = g;
  law.age(cellsOf(g), RandomStream(key), target.data(), readTime, g.data());
  return g;
}

inline Row flickered(const ReadNoise& law, const Row& target, Row g, double readTime, std::uint64_t key = 1) {
  law.flicker(cellsOf(g), RandomStream(key), target.data(), readTime, g.data());
  return g;
}

/// @p g with itself as the target.
inline Row flickered(const ReadNoise& law, const Row& g, double readTime, std::uint64_t key = 1) {
  return flickered(law, g, g, readTime, key);
}

}  // namespace ohmic::devices
