// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "configs/mathematics/elementary.h"
#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/line.h"

namespace ohmic::devices {

/// Chain of inverters, each four times the one before, whose last is a quarter of the line's capacitance.
///
///     W = max(C / 4 C_u, 1) unit inverters      stages log4(C / C_u), at least 1
///     E = a C V^2 (1 + 1/3)                     t = stages FO4 + 0.69 R_d C + 0.38 R C
///     A = (C / 3 C_u) A0                        R_d = R_n / (W W_n)
///     leakage 2 (C / 3 C_u) unit inverters
///
/// Source  logical effort (Sutherland et al. 1999); Elmore's delay.
/// Error   3: circuits around arrays differ by more than their equations (CiMLoop: driver areas of 1 to 10).
struct LineDriver {
  CircuitCost cost;
  double resistance = 0.0;  ///< R_d of the last stage, ohm
};

/// @param voltage   that the line swings by. @param activity  share of events in which it does.
[[nodiscard]] inline LineDriver lineDriver(const Technology& tech, const Line& line, double voltage,
                                           double activity) {
  const double units = std::max(line.capacitance / tech.unitCapacitance(), 4.0);
  const double resistance = tech.onResistance / (tech.width * units / 4.0);
  const double stages = configs::logarithm(units) / configs::logarithm(4.0);
  LineDriver driver;
  driver.resistance = resistance;
  driver.cost.energy_J = activity * line.capacitance * voltage * voltage * 4.0 / 3.0;
  driver.cost.delay_s = stages * tech.fanOutOfFour() + 0.69 * resistance * line.capacitance +
                        0.38 * line.resistance * line.capacitance;
  driver.cost.area_m2 = units / 3.0 * tech.unitArea();
  driver.cost.leakage_W = 2.0 * units / 3.0 * tech.unitLeakage();
  return driver;
}

}  // namespace ohmic::devices
