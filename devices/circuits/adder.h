// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/technology.h"

namespace ohmic::devices {

/// Ripple-carry adder of b bits.
///
///     E = 6.3 b e0 a      t = 2 b FO4      A = 10 b A0      leakage 8 b unit inverters
///
/// Source  fitted to Horowitz, ISSCC 2014: 30, 50, 100 fJ for 8, 16, 32 bits at 45 nm and 0.9 V (within
///         88 and 105 %).
/// Error   30 % beside Horowitz and Stillmaker (130 to 32 nm), 2 below; Aladdin's is 2.3 times as much.
/// @param activity  a: 1 is Horowitz's data, 0.15 NeuroSim's for sums of codes (Lu et al. 2021).
[[nodiscard]] inline CircuitCost adder(const Technology& tech, int bits, double activity = 1.0) {
  return {6.3 * bits * tech.unitEnergy() * activity, 2.0 * bits * tech.fanOutOfFour(),
          10.0 * bits * tech.unitArea(), 8.0 * bits * tech.unitLeakage()};
}

}  // namespace ohmic::devices
