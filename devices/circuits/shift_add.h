// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/adder.h"
#include "devices/circuits/flip_flops.h"

namespace ohmic::devices {

/// Shift-and-add of codes into a sum of b bits: an adder behind a shifter that costs nothing, and the sum's
/// register.
///
///     A = 22 b A0
///
/// Source  adder() and flipFlops(); ISAAC (32 nm) has 60 um2 for 16 bits, here 77.
[[nodiscard]] inline CircuitCost shiftAdd(const Technology& tech, int bits, double adderActivity,
                                          double registerActivity) {
  return adder(tech, bits, adderActivity) + flipFlops(tech, bits, registerActivity);
}

}  // namespace ohmic::devices
