// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/aged_cells.h"

namespace ohmic::devices {

void ageCells(const Cell& cell, const CellBlock& cells, const CellDraws& draws, const double* target,
              double readTime, double* g) {
  if (cell.programming) {
    cell.programming->program(cells, draws.of(Purpose::programming), g);
  }
  if (cell.drift) {
    cell.drift->age(cells, draws.of(Purpose::driftExponent), target, readTime, g);
  }
  if (cell.readNoise) {
    cell.readNoise->flicker(cells, draws.of(Purpose::flicker), target, readTime, g);
  }
}

}  // namespace ohmic::devices
