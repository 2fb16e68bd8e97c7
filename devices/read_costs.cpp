// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_costs.h"

#include <fmt/format.h>

namespace ohmic::devices {
namespace {

using configs::Dimension;
using configs::Range;
using configs::Section;

ComponentCost readComponent(const Section& component) {
  ComponentCost cost;
  cost.power_W = component.quantity("power", Dimension::power, Range::atLeast(0.0));
  cost.actionsPerSecond = component.quantity("actions", Dimension::frequency, Range::positive());
  cost.leakage_W = component.quantity("leakage", Dimension::power, Range::atLeast(0.0), 0.0);
  cost.area_m2 = component.quantity("area", Dimension::area, Range::atLeast(0.0));
  return cost;
}

std::map<std::string, ComponentCost> readLevel(const Section& level, const std::vector<std::string>& names) {
  std::map<std::string, ComponentCost> costs;
  for (const auto& name : names) {
    costs[name] = readComponent(level.section(name));
  }
  return costs;
}

/// Converters of one processing element, by the named model.
ComponentCost readConverters(const Section& adc, double node, const AdcFormat& format, std::string& modelName) {
  const auto perElement = adc.integer("per_element", Range::between(1, 65536));
  ConverterDemand demand{format.bits, adc.quantity("rate", Dimension::frequency, Range::positive()), node};
  modelName = adc.choice("model", adcCostModelNames());
  const AdcCostModel& model = adcCostModel(modelName);
  const std::string covered = model.refusal(demand);
  if (!covered.empty()) {
    const auto others = modelsCovering(demand);
    adc.refuse("model",
               fmt::format("{} does not cover converters of {} bits at {} and {}", modelName, format.bits,
                           configs::formatQuantity(demand.rate_Hz, Dimension::frequency),
                           configs::formatQuantity(node, Dimension::length)),
               fmt::format("it covers {}", covered),
               others.empty() ? std::string("change hardware.adc.bits") : fmt::format("use {}", fmt::join(others, ", ")));
  }
  const ConverterCost cost = model.cost(demand);
  ComponentCost group;
  group.actionsPerSecond = demand.rate_Hz * static_cast<double>(perElement);
  group.power_W = cost.energy_J * group.actionsPerSecond;
  group.area_m2 = cost.area_m2 * static_cast<double>(perElement);
  return group;
}

}  // namespace

ChipCosts readCosts(const Section& chip, const AdcFormat& adc) {
  ChipCosts costs;
  const Section levels = chip.section("costs");
  costs.element = readLevel(levels.section("element"), elementComponents());
  costs.tile = readLevel(levels.section("tile"), tileComponents());
  costs.chip = readLevel(levels.section("chip"), chipComponents());
  const double node = chip.quantity("node", Dimension::length, Range::positive());
  if (!adc.ideal) {
    costs.element["adc"] = readConverters(chip.section("adc"), node, adc, costs.adcModel);
  } else {
    for (const auto& key : chip.section("adc").keys()) {
      static_cast<void>(key);
    }
  }
  return costs;
}

}  // namespace ohmic::devices
