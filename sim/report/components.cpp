// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/components.h"

#include <algorithm>

namespace ohmic::sim::report {
namespace {

std::vector<Component> sorted(const std::map<std::string, double>& amounts) {
  std::vector<Component> components;
  for (const auto& [name, amount] : amounts) {
    components.push_back({name, amount, componentColour(name)});
  }
  std::stable_sort(components.begin(), components.end(),
                   [](const Component& a, const Component& b) { return a.amount > b.amount; });
  return components;
}

}  // namespace

std::vector<Component> energyComponents(const ChipRecord& chip) { return sorted(chip.energyByComponent_J); }

std::vector<Component> areaComponents(const ChipRecord& chip) { return sorted(chip.areaByComponent_m2); }

}  // namespace ohmic::sim::report
