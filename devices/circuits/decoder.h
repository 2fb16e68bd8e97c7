// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/technology.h"

namespace ohmic::devices {

/// Decoder of n bits to 2^n lines: predecoders of three bits, one gate for each line.
///
///     E = 2 ceil(n/3) (2^n C_u / 8 + 2^n p c_w) V^2 + e0      t = (n/3 + 2) FO4 + 0.69 R_n/(4 W_n) 2^n p c_w
///     A = 3 A0 2^n                                            leakage 2 2^n unit inverters
///
/// Source  textbook. Untested. Error 3.
/// @param bits  n >= 1. @param pitch  m from line to line.
[[nodiscard]] inline CircuitCost decoder(const Technology& tech, int bits, double pitch) {
  const double lines = static_cast<double>(1 << bits);
  const double predecoded = (bits + 2) / 3;
  const double wire = lines * pitch * tech.wireCapacitance;
  const double squareSupply = tech.supply * tech.supply;
  return {2.0 * predecoded * (lines / 8.0 * tech.unitCapacitance() + wire) * squareSupply + tech.unitEnergy(),
          (bits / 3.0 + 2.0) * tech.fanOutOfFour() + 0.69 * tech.onResistance / (4.0 * tech.width) * wire,
          3.0 * lines * tech.unitArea(), 2.0 * lines * tech.unitLeakage()};
}

}  // namespace ohmic::devices
