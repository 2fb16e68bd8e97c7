// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>

#include "sim/array/paired_rows.h"

namespace ohmic::sim {

/// Levels from end to end of their range.
inline PairedRows randomLevels(int rows, int columns, std::mt19937& random) {
  std::uniform_int_distribution<int> level(-32767, 32767);
  PairedRows levels(rows, columns);
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      levels.at(r, c) = static_cast<std::int16_t>(level(random));
    }
  }
  return levels;
}

}  // namespace ohmic::sim
