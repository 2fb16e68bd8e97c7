// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/technology.h"

namespace ohmic::devices {

/// A wire through an array with a transistor's terminal at each cell.
///
///     R = n pitch r_local      C = n (pitch c_w + terminal)
///
/// Source  textbook. A word line of 256 cells at 130 nm has 253 fF here, NeuRRAM's 538 fF.
struct Line {
  double resistance = 0.0;   ///< ohm, from end to end
  double capacitance = 0.0;  ///< F
};

/// @param cells     along the line. @param pitch  m from cell to cell.
/// @param terminal  F of a cell's transistor on the line; 0: none.
[[nodiscard]] inline Line lineOf(const Technology& tech, int cells, double pitch, double terminal) {
  return {cells * pitch * tech.localWire, cells * (pitch * tech.wireCapacitance + terminal)};
}

}  // namespace ohmic::devices
