// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/technology.h"

namespace ohmic::devices {

/// Pairs of pass gates of width w: a row's two in a switch matrix, a column's one in a multiplexer.
///
///     E = 2 w c_g V^2 a pair that switches      A = 2 (w / W_n) A0 a pair      R = R_n / w
///
/// Source  textbook; NeuroSim V1.4 builds its switch matrix and multiplexers of them. Untested.
/// Error   3.
/// @param width  m.
[[nodiscard]] inline CircuitCost passGates(const Technology& tech, double width) {
  return {2.0 * width * tech.gateCapacitance * tech.supply * tech.supply, 0.0,
          2.0 * width / tech.width * tech.unitArea(), 2.0 * width / tech.width * tech.unitLeakage()};
}

/// Switch matrix, a row: it connects the row to its voltage or to ground.
/// @param load  F that the gate drives.
[[nodiscard]] inline CircuitCost switchMatrixRow(const Technology& tech, double width, double load) {
  CircuitCost cost = passGates(tech, width);
  cost.delay_s = 0.69 * tech.onResistance / width * load;
  return cost;
}

/// Multiplexer of so many columns to one converter: a conversion switches one pair off and one on, and
/// charges the node that all share.
[[nodiscard]] inline CircuitCost columnMultiplexer(const Technology& tech, int columns, double width,
                                                   double readVoltage) {
  CircuitCost pair = passGates(tech, width);
  CircuitCost cost = static_cast<double>(columns) * pair;
  const double node = columns * width * tech.drainCapacitance;
  cost.energy_J = pair.energy_J + node * readVoltage * tech.supply;
  cost.delay_s = 0.69 * tech.onResistance / width * node;
  return cost;
}

}  // namespace ohmic::devices
