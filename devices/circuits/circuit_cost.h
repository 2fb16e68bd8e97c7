// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ohmic::devices {

/// What a circuit costs by its equations.
struct CircuitCost {
  double energy_J = 0.0;   ///< of one event, without leakage
  double delay_s = 0.0;    ///< of one event
  double area_m2 = 0.0;    ///< of one circuit
  double leakage_W = 0.0;  ///< of one circuit, always
};

/// Two circuits that work one after the other.
[[nodiscard]] inline CircuitCost operator+(const CircuitCost& a, const CircuitCost& b) {
  return {a.energy_J + b.energy_J, a.delay_s + b.delay_s, a.area_m2 + b.area_m2, a.leakage_W + b.leakage_W};
}

/// So many circuits side by side, all of which take part in an event.
[[nodiscard]] inline CircuitCost operator*(double count, const CircuitCost& one) {
  return {count * one.energy_J, one.delay_s, count * one.area_m2, count * one.leakage_W};
}

}  // namespace ohmic::devices
