// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/costs/component_costs.h"

namespace ohmic::devices {

namespace {

/// The same energy for each action, more or fewer actions.
void scaleGroup(double factor, ComponentCost& group) {
  group.power_W *= factor;
  group.actionsPerSecond *= factor;
  group.leakage_W *= factor;
  group.area_m2 *= factor;
}

}  // namespace

void scaleToArray(double rows, double columns, ChipCosts& costs) {
  const std::map<std::string, double> factors = {
      {"dac", rows}, {"input_register", rows}, {"sample_hold", columns}, {"array", rows * columns}};
  for (auto& [name, group] : costs.element) {
    const auto factor = factors.find(name);
    if (factor == factors.end()) {
      continue;
    }
    const double readsPerSecond = group.actionsPerSecond;
    scaleGroup(factor->second, group);
    if (name == "array") {
      group.actionsPerSecond = readsPerSecond;
    }
  }
}

const std::vector<std::string>& elementComponents() {
  static const std::vector<std::string> names = {"dac",       "sample_hold",    "array",
                                                 "shift_add", "input_register", "output_register"};
  return names;
}

const std::vector<std::string>& tileComponents() {
  static const std::vector<std::string> names = {"buffer",  "bus",         "router",         "activation",
                                                 "pooling", "elementwise", "output_register"};
  return names;
}

const std::vector<std::string>& chipComponents() {
  static const std::vector<std::string> names = {"host_link"};
  return names;
}

}  // namespace ohmic::devices
