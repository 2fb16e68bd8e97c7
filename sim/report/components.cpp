// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/components.h"

#include <algorithm>

namespace ohmic::sim::report {
namespace {

std::vector<Component> sorted(const std::map<std::string, double>& amounts) {
  std::vector<Component> components;
  for (const auto& [name, amount] : amounts) {
    components.push_back({name, amount, kRest});
  }
  std::stable_sort(components.begin(), components.end(),
                   [](const Component& a, const Component& b) { return a.amount > b.amount; });
  return components;
}

}  // namespace

std::vector<Component> energyComponents(const ChipRecord& chip) {
  auto components = sorted(chip.energyByComponent_J);
  for (std::size_t i = 0; i < components.size(); ++i) {
    components[i].colour = seriesColour(i);
  }
  return components;
}

std::vector<Component> areaComponents(const ChipRecord& chip) {
  const auto energy = energyComponents(chip);
  auto components = sorted(chip.areaByComponent_m2);
  for (auto& component : components) {
    const auto same =
        std::find_if(energy.begin(), energy.end(), [&](const auto& e) { return e.name == component.name; });
    component.colour = same == energy.end() ? kRest : same->colour;
  }
  return components;
}

}  // namespace ohmic::sim::report
