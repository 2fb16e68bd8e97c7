// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/technology.h"

namespace ohmic::devices {

/// Array multiplier of a by b bits.
///
///     E = 5.95 a b e0      t = 2 (a + b) FO4      A = 10 a b A0      leakage 8 a b unit inverters
///
/// Source  fitted to Horowitz, ISSCC 2014: 0.2 and 3.1 pJ for 8 and 32 bits at 45 nm and 0.9 V.
/// Error   as adder(); with an addition 0.064 pJ at 7 nm and 8 bits, where AccelForge's TPUv4i has 0.084.
[[nodiscard]] inline CircuitCost multiplier(const Technology& tech, int a, int b) {
  const double places = static_cast<double>(a) * b;
  return {5.95 * places * tech.unitEnergy(), 2.0 * (a + b) * tech.fanOutOfFour(),
          10.0 * places * tech.unitArea(), 8.0 * places * tech.unitLeakage()};
}

}  // namespace ohmic::devices
