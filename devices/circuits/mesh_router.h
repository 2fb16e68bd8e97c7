// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/technology.h"

namespace ohmic::devices {

/// Router of a mesh, five ports with buffers of four flits: a bit through it.
///
///     E = 170 e0 (buffer written 42 %, read 40 %, crossbar 15 %, allocators 4 %)
///     A = 9.7 um2 (F / 45 nm)^2 a buffered bit      leakage 12 unit inverters a buffered bit
///
/// Source  DSENT (mit-carbon/Graphite), a flit of 64 bits at 45 nm: 7.20 pJ; at 32 and 22 nm 0.97 and 1.09 of
///         its figures. hwcomponents (32 nm) has 81 fJ a bit, ISAAC 128, here 60.
/// Error   1.2 beside DSENT, 2.1 beside ISAAC; with its link 1.55.
/// @param width  bits of a flit. The energy is a bit's, area and leakage are the router's.
[[nodiscard]] inline CircuitCost meshRouter(const Technology& tech, double width) {
  constexpr double kBuffered = 5.0 * 4.0;
  const double scale = tech.node / 45e-9;
  return {170.0 * tech.unitEnergy(), 8.0 * tech.fanOutOfFour(), kBuffered * width * 9.7e-12 * scale * scale,
          12.0 * kBuffered * width * tech.unitLeakage()};
}

}  // namespace ohmic::devices
