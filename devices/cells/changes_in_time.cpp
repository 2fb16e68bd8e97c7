// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/changes_in_time.h"

#include <vector>

namespace ohmic::devices {
namespace {

/// Some cells in the middle of the range with their slow noise.
std::vector<double> flickered(const Cell& cell, double readTime) {
  constexpr double kAny = 1e-5;  // S, where a model has no range of its own
  CellBlock cells;
  cells.count = 16;
  const double middle = cell.range.greatest > 0.0 ? 0.5 * (cell.range.least + cell.range.greatest) : kAny;
  const std::vector<double> targets(cells.size(), middle);
  std::vector<double> g = targets;
  cell.readNoise->flicker(cells, RandomStream(1), targets.data(), readTime, g.data());
  return g;
}

}  // namespace

bool changesInTime(const Cell& cell) {
  constexpr double kYear = 3.15e7;
  return cell.drift || (cell.readNoise && flickered(cell, 1.0) != flickered(cell, kYear));
}

}  // namespace ohmic::devices
