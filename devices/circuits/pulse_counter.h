// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/flip_flops.h"

namespace ohmic::devices {

/// Row's driver of b bits as a pulse's width: one counter for all rows, in each row a comparison with the
/// row's code.
///
///     E = b 4 e0 + 2^b 2 16 e0 / rows      A = (16 b + 4 b) A0 with the row's code
///
/// Source  textbook. Untested. Error 3. A pulse takes 2^b - 1 slots of the read.
[[nodiscard]] inline CircuitCost pulseCounter(const Technology& tech, int bits, int rows) {
  const double steps = static_cast<double>(1 << bits);
  return {(4.0 * bits + steps * 32.0 / rows) * tech.unitEnergy(), 0.0, 20.0 * bits * tech.unitArea(),
          8.0 * bits * tech.unitLeakage()};
}

}  // namespace ohmic::devices
