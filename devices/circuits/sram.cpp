// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/circuits/sram.h"

#include <algorithm>
#include <cmath>

#include "configs/mathematics/elementary.h"

namespace ohmic::devices {

CircuitCost sram(const Technology& tech, double bits, int word) {
  constexpr double kAspect = 1.46;       // width over height of a cell
  constexpr double kAccess = 1.3;        // F
  constexpr double kSwing = 0.1;         // V of a bit line
  constexpr double kWire = 0.25e-9;      // F/m, CACTI's mean
  constexpr double kSmall = 8.0 * 8192;  // bits
  const double words = std::max(bits / word, 1.0);
  const double rows = std::min(256.0, std::max(words / 4.0, 1.0));
  const double height = std::sqrt(tech.sramCell / kAspect);
  const double access = kAccess * tech.node;
  const double bitLine = rows * (height * kWire + access * tech.drainCapacitance);
  const double wordLine = kAspect * height * kWire + 2.0 * access * tech.gateCapacitance;
  CircuitCost cost;
  cost.area_m2 = bits * tech.sramCell / 0.7;
  const double span = std::sqrt(cost.area_m2);
  const double address = configs::logarithm(words) / configs::logarithm(2.0);
  cost.energy_J = 4.0 * word * (bitLine * tech.supply * kSwing + wordLine * tech.supply * tech.supply) +
                  4.0 * tech.unitEnergy() * word +
                  (word + address) * kWire * span * tech.supply * tech.supply;
  cost.delay_s = 32.0 * tech.fanOutOfFour() * configs::power(bits / kSmall, 0.35);
  cost.leakage_W = 1.4 * bits * 4.0 * tech.node * tech.offCurrent * tech.supply;
  return cost;
}

}  // namespace ohmic::devices
