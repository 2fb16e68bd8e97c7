// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_costs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "devices/converters/adc_kind.h"
#include "devices/costs/converter_table.h"

namespace ohmic::devices {
namespace {

using configs::Dimension;
using configs::Range;
using configs::Section;

// Of one component, far above any: sums over a chip and a data set stay finite.
constexpr double kMostEnergy = 1.0;                          // J
constexpr double kMostPower = 1e6;                           // W
constexpr double kMostArea = 1.0;                            // m^2
constexpr double kLeastActions = 1e-3, kMostActions = 1e18;  // Hz

/// A cost that the user gives: energy of one action; area and leakage of the group. What a preset says of the
/// same component's power lies beneath it.
ComponentCost readGiven(const Section& component, const ComponentRow& row) {
  ComponentCost cost;
  cost.origin = CostOrigin::given;
  cost.power_W = component.quantity("energy", Dimension::energy, Range::between(0.0, kMostEnergy));
  static_cast<void>(component.choice("per", {std::string(row.unit)}));
  cost.leakage_W = component.quantity("leakage", Dimension::power, Range::between(0.0, kMostPower), 0.0);
  cost.area_m2 = component.quantity("area", Dimension::area, Range::between(0.0, kMostArea));
  cost.source = component.text("source");
  if (row.takesTime && component.has("latency")) {
    cost.latency_s = component.quantity("latency", Dimension::time, Range::between(1e-15, 1.0));
  }
  static_cast<void>(component.has("power"));
  static_cast<void>(component.has("actions"));
  return cost;
}

ComponentCost readComponent(const Section& component, const ComponentRow& row) {
  if (component.has("energy")) {
    return readGiven(component, row);
  }
  ComponentCost cost;
  cost.power_W = component.quantity("power", Dimension::power, Range::between(0.0, kMostPower));
  cost.actionsPerSecond =
      component.quantity("actions", Dimension::frequency, Range::between(kLeastActions, kMostActions));
  cost.leakage_W = component.quantity("leakage", Dimension::power, Range::between(0.0, kMostPower), 0.0);
  cost.area_m2 = component.quantity("area", Dimension::area, Range::between(0.0, kMostArea));
  return cost;
}

/// The costs that are listed component by component. A preset's published ones are passed over where the
/// model is another.
void readComponents(const Section& levels, ChipCosts& costs) {
  for (const auto& row : componentTable()) {
    if (row.component == Component::adc || row.component == Component::macro) {
      continue;  // by a cost model; beside the levels
    }
    const Section component = levels.section(nameOf(row.level)).section(row.name);
    const bool isPassedOver = costs.model == CostModel::equations && !component.has("energy");
    if (isPassedOver) {
      for (const char* const key : {"power", "actions", "leakage", "area"}) {
        static_cast<void>(component.has(key));
      }
    } else if (component.present()) {
      costs[row.component] = readComponent(component, row);
    }
  }
}

/// What the chip asks of converters of a format. Only a model that needs the column's resistance makes it a
/// key.
ConverterDemand readDemand(const Section& chip, const AdcFormat& format, const std::string& modelName) {
  const Section adc = chip.section("adc");
  ConverterDemand demand;
  demand.bits = format.bits;
  demand.rate_Hz = adc.quantity("rate", Dimension::frequency, Range::positive()) /
                   static_cast<double>(format.kind->steps(format.bits));
  demand.node_m = chip.quantity("node", Dimension::length, Range::positive());
  if (modelName == "neurosim_sar") {
    demand.columnResistance_ohm = adc.quantity("column_resistance", Dimension::resistance, Range::positive());
    demand.readVoltage_V = chip.quantity("read_voltage", Dimension::voltage, Range::positive());
  }
  return demand;
}

/// Models that cover a demand, and whose sources describe converters of a kind.
std::vector<std::string> modelsFor(const AdcKind& kind, const ConverterDemand& demand) {
  std::vector<std::string> models;
  for (const auto& model : modelsCovering(demand)) {
    if (kind.mayBePricedBy(model)) {
      models.push_back(model);
    }
  }
  return models;
}

/// "--set KEY=VALUE", in quotes where a shell needs them.
std::string override(const std::string& key, const std::string& value) {
  const bool isPlain = key.find_first_of("\"*?' ") == std::string::npos;
  return fmt::format(isPlain ? "--set {}={}" : "--set '{}={}'", key, value);
}

/// Overrides that a model covers: another model for these bits, or the nearest bits.
std::string remedyFor(const AdcFormat& format, ConverterDemand demand, const std::string& named,
                      const std::string& modelKey, const std::string& bitsKey) {
  auto others = modelsFor(*format.kind, demand);
  if (!others.empty()) {
    const std::string first = override(modelKey, others.front());
    others.erase(others.begin());
    return fmt::format("use {}{}{}", first, others.empty() ? "" : " or ", fmt::join(others, ", "));
  }
  const double stepRate = demand.rate_Hz * static_cast<double>(format.kind->steps(format.bits));
  for (int distance = 1; distance < 16; ++distance) {
    for (const int bits : {format.bits - distance, format.bits + distance}) {
      if (bits < 2) {
        continue;
      }
      demand.bits = bits;
      demand.rate_Hz = stepRate / static_cast<double>(format.kind->steps(bits));
      const auto models = modelsFor(*format.kind, demand);
      const bool isNamed = std::find(models.begin(), models.end(), named) != models.end();
      if (!models.empty()) {
        return fmt::format("use {}{}", override(bitsKey, fmt::format("{}", bits)),
                           isNamed ? "" : " " + override(modelKey, models.front()));
      }
    }
  }
  return "change hardware.chip.adc.rate";
}

/// A source describes the circuits that it describes.
void checkKind(const Section& adc, const AdcKind& kind, const std::string& modelName) {
  if (kind.mayBePricedBy(modelName)) {
    return;
  }
  auto models = adcCostModelNames();
  models.erase(std::remove_if(models.begin(), models.end(),
                              [&](const std::string& name) { return !kind.mayBePricedBy(name); }),
               models.end());
  adc.refuse("model", fmt::format("{} does not describe converters of kind: {}", modelName, kind.name()),
             fmt::format("models that do: {}", fmt::join(models, ", ")),
             fmt::format("use {}, or another kind", override(adc.path("model"), models.front())));
}

/// Costs of converters by their bits: { 4: {...}, 6: {...} }.
std::map<int, ComponentCost> readByBits(const Section& given) {
  std::map<int, ComponentCost> costs;
  for (const auto& key : given.keys()) {
    const bool isNumber =
        !key.empty() && key.size() <= 2 && key.find_first_not_of("0123456789") == std::string::npos;
    if (!isNumber) {
      given.refuse(key, "found no number of bits",
                   "allowed: a cost for each number of bits, { 4: {...}, 6: {...} }");
    }
    costs.emplace(std::stoi(key), readGiven(given.section(key), rowOf(Component::adc)));
  }
  return costs;
}

std::string bitsOf(const std::map<int, ComponentCost>& costs) {
  std::vector<int> bits;
  for (const auto& [number, cost] : costs) {
    bits.push_back(number);
  }
  return fmt::format("{}", fmt::join(bits, ", "));
}

/// Converters of one processing element, as given: energy of a conversion; area and leakage of one converter.
ComponentCost readGivenConverters(const Section& chip, const AdcFormat& format, const std::string& bitsKey) {
  const Section element = chip.section("costs").section("element");
  const auto costs =
      element.isText("adc") ? readConverterTable(element.file("adc")) : readByBits(element.section("adc"));
  const auto found = costs.find(format.bits);
  if (found == costs.end()) {
    element.refuse("adc", fmt::format("found no cost of converters of {} bits", format.bits),
                   fmt::format("costs are given for {} bits", bitsOf(costs)),
                   costs.empty()
                       ? "add one"
                       : fmt::format("add {}: {{ energy: 1 pJ, per: conversion, ... }}, or {}", format.bits,
                                     override(bitsKey, fmt::format("{}", costs.rbegin()->first))));
  }
  ComponentCost cost = found->second;
  const auto perElement = chip.section("adc").integer("per_element", Range::between(1, 65536));
  cost.leakage_W *= static_cast<double>(perElement);
  cost.area_m2 *= static_cast<double>(perElement);
  return cost;
}

/// Array and all around it as one: energy and time of a read; area and leakage of one array.
ComponentCost readMacro(const Section& chip) {
  const Section costs = chip.section("costs");
  if (costs.section("element").present()) {
    costs.refuse("macro", "found beside costs.element",
                 "a macro is measured as one: array, drivers, converters and all around them",
                 "leave out one of the two");
  }
  const Section macro = costs.section("macro");
  ComponentCost cost = readGiven(macro, rowOf(Component::macro));
  static_cast<void>(macro.quantity("latency", Dimension::time, Range::between(1e-12, 1.0)));  // read_chip.cpp
  const auto arrays = static_cast<double>(
      chip.section("organisation").integer("arrays_per_element", Range::between(1, 65536)));
  cost.area_m2 *= arrays;
  cost.leakage_W *= arrays;
  return cost;
}

/// Converters of one processing element, by the named model.
ComponentCost readConverters(const Section& chip, const AdcFormat& format, const std::string& bitsKey,
                             std::string& modelName) {
  const Section adc = chip.section("adc");
  const auto perElement = adc.integer("per_element", Range::between(1, 65536));
  modelName = adc.choice("model", adcCostModelNames());
  checkKind(adc, *format.kind, modelName);
  const ConverterDemand demand = readDemand(chip, format, modelName);
  const AdcCostModel& model = adcCostModel(modelName);
  const std::string covered = model.refusal(demand);
  if (!covered.empty()) {
    adc.refuse("model",
               fmt::format("{} does not cover converters of {} bits at {} and {}", modelName, format.bits,
                           configs::formatQuantity(demand.rate_Hz, Dimension::frequency),
                           configs::formatQuantity(demand.node_m, Dimension::length)),
               fmt::format("it covers {}", covered),
               remedyFor(format, demand, modelName, adc.path("model"), bitsKey));
  }
  const ConverterCost cost = model.cost(demand);
  ComponentCost group;
  group.actionsPerSecond = demand.rate_Hz * static_cast<double>(perElement);
  group.power_W = cost.energy_J * group.actionsPerSecond;
  group.area_m2 = cost.area_m2 * static_cast<double>(perElement);
  return group;
}

}  // namespace

bool isComputed(const Section& chip) {
  const Section costs = chip.section("costs");
  return costs.has("model") && costs.choice("model", {"published", "equations"}) == "equations";
}

ChipCosts completeWith(const ChipCosts& computed, ChipCosts given) {
  for (const auto& row : componentTable()) {
    const bool isInMacro = given.hasMacro() && row.level == Level::element;
    if (!given[row.component] && !isInMacro) {
      given[row.component] = computed[row.component];
    }
  }
  given.controlShare = computed.controlShare;
  return given;
}

ChipCosts readCosts(const Section& chip, const AdcFormat& adc, const std::string& bitsKey) {
  ChipCosts costs;
  costs.model = isComputed(chip) ? CostModel::equations : CostModel::published;
  readComponents(chip.section("costs"), costs);
  if (chip.section("costs").has("macro")) {
    costs[Component::macro] = readMacro(chip);
    static_cast<void>(chip.has("node"));  // for equations of what is around it
    return costs;
  }
  const bool isGiven = chip.section("costs").section("element").has("adc");
  if (!adc.ideal && isGiven) {
    costs[Component::adc] = readGivenConverters(chip, adc, bitsKey);
    static_cast<void>(chip.has("node"));
    static_cast<void>(chip.section("adc").keys());  // a preset's model lies beneath
  } else if (costs.model == CostModel::equations) {
    static_cast<void>(chip.section("adc").has("model"));  // a preset's, as what it needs
    static_cast<void>(chip.section("adc").has("column_resistance"));
  } else if (!adc.ideal) {
    costs[Component::adc] = readConverters(chip, adc, bitsKey, costs.adcModel);
  } else {
    static_cast<void>(chip.quantity("node", Dimension::length, Range::positive()));
    static_cast<void>(chip.section("adc").keys());  // known, though nothing is priced by them
  }
  return costs;
}

}  // namespace ohmic::devices
