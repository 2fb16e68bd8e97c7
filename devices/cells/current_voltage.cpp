// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/current_voltage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "configs/mathematics/elementary.h"

namespace ohmic::devices {

double CurrentVoltage::chord(double g, double v) const {
  assert(v != 0.0);
  double current = g * v;
  for (int term = 0; term < terms(); ++term) {
    current += coefficient(term, g) * voltageFunction(term, v);
  }
  return current / v;
}

double MiloCurrentVoltage::coefficient(int term, double g) const {
  constexpr double kLn10 = 2.302585092994046;
  const double inside = std::clamp(g, fitted().least, fitted().greatest);
  const double l = configs::logarithm(inside) / kLn10;
  const double fit = term == 0 ? ((0.0001388 * l + 0.001541) * l + 0.005711) * l + 0.007063
                               : (8.8710e-5 * l + 6.7919e-4) * l + 1.2968e-3;
  return fit * (g / inside);
}

double MiloCurrentVoltage::voltageFunction(int term, double v) const { return term == 0 ? v * v : v * v * v; }

std::string MiloCurrentVoltage::describe() const {
  return "I = g V + NL2(g) V^2 + NL3(g) V^3, |V| <= 0.5 V (Milo et al. 2021, CrossSim's fit)";
}

std::string CubicCurrentVoltage::describe() const { return "I = g (V - 0.25 V^3), |V| <= 1 V (CrossSim)"; }

double SinhCurrentVoltage::voltageFunction(int, double v) const {
  const double x = v / v0_;
  if (x > -1e-3 && x < 1e-3) {
    return v0_ * x * x * x / 6.0;  // the next term is 5e-8 of this one
  }
  return v0_ * (configs::exponential(x) - configs::exponential(-x)) / 2.0 - v;
}

std::string SinhCurrentVoltage::describe() const {
  return fmt::format("I = g v0 sinh(V / v0), v0 = {} V", v0_);
}

}  // namespace ohmic::devices
