// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/technology.h"

namespace ohmic::devices {

/// A register: so many flip-flops, clocked once.
///
///     E = b (4 + 12 a) e0      t = 4 FO4      A = 12 b A0      leakage 8 b unit inverters
///
/// Source  DSENT (mit-carbon/Graphite): 5.28 um2 at 45 nm, here 5.17; Aladdin: 9 fJ at 40 nm and 0.9 V,
/// here 7.4.
///         The delay, set-up and clock to output, is an estimate.
/// Error   30 % at 130 to 32 nm, 2 below.
/// @param activity  a: share of bits that change; 0.5 is NeuroSim's (Lu et al. 2021).
[[nodiscard]] inline CircuitCost flipFlops(const Technology& tech, double bits, double activity = 1.0) {
  return {bits * (4.0 + 12.0 * activity) * tech.unitEnergy(), 4.0 * tech.fanOutOfFour(),
          12.0 * bits * tech.unitArea(), 8.0 * bits * tech.unitLeakage()};
}

}  // namespace ohmic::devices
