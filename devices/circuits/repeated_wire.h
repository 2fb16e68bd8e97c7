// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/technology.h"

namespace ohmic::devices {

/// Bus, branch of an H-tree or link: a wire with repeaters, a bit over a length L.
///
///     E = a c_w L V^2 k      k = 1 where it is 30 % slower than the fastest wire, which has 1.75
///     t = 2 L sqrt(0.69 0.38 R_n (c_d + c_g) (1 + p/n) r c_w) 1.3      A = pitch L
///
/// Source  CACTI 7's repeated wires: 1.02 to 1.06 of its energies with its own c_w of 0.24 to 0.31 fF/um;
///         c_w is 0.2 here (NeuroSim). DSENT's link of 64 bits: 0.97 to 1.00. The delay is Bakoglu's, for
///         intermediate wires.
/// Error   1.55: what sources say of c_w.
/// @param length    m. @param activity  a: share of bits that change, 1/4 of random data (DSENT).
[[nodiscard]] inline CircuitCost repeatedWire(const Technology& tech, double length, double activity) {
  constexpr double kSlower = 1.3;
  const double pitch = 4.0 * tech.node;
  const double transistor =
      tech.onResistance * (tech.drainCapacitance + tech.gateCapacitance) * (1.0 + tech.widthRatio);
  const double wire = tech.intermediateWire * tech.wireCapacitance;
  return {activity * tech.wireCapacitance * length * tech.supply * tech.supply,
          2.0 * length * std::sqrt(0.69 * 0.38 * transistor * wire) * kSlower, pitch * length,
          2.0 * length * tech.wireCapacitance / tech.unitCapacitance() * tech.unitLeakage()};
}

}  // namespace ohmic::devices
