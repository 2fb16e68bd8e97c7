// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "devices/cells/cell.h"
#include "devices/random/stream.h"

namespace ohmic::devices {

/// Whose draws cells take: the words of their streams' keys but for the purpose.
struct CellDraws {
  std::uint64_t seed = 0;
  std::uint32_t chip = 0;
  std::uint32_t node = 0;   ///< nodeHash()
  std::uint32_t plane = 0;  ///< as RandomStream takes it

  [[nodiscard]] RandomStream of(Purpose purpose) const { return {seed, purpose, chip, node, plane}; }
};

/// What written cells are at a read time: programming, drift and slow read noise one after the other. Without
/// fresh noise, faults, variation and current-voltage law.
///
/// @param target    cells.size() targets in siemens, within the cell's range.
/// @param readTime  seconds since the end of programming, that the cell's laws allow.
/// @param g         the targets, in another place than @p target; conductances in siemens afterwards.
void ageCells(const Cell& cell, const CellBlock& cells, const CellDraws& draws, const double* target,
              double readTime, double* g);

}  // namespace ohmic::devices
