// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_costs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "devices/converters/adc_kind.h"

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

/// The costs that are given component by component.
void readComponents(const Section& levels, ChipCosts& costs) {
  for (const auto& row : componentTable()) {
    if (row.component == Component::adc) {
      continue;  // by a cost model
    }
    const Section component = levels.section(nameOf(row.level)).section(row.name);
    if (component.present()) {
      costs[row.component] = readComponent(component);
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

ChipCosts readCosts(const Section& chip, const AdcFormat& adc, const std::string& bitsKey) {
  ChipCosts costs;
  readComponents(chip.section("costs"), costs);
  if (!adc.ideal) {
    costs[Component::adc] = readConverters(chip, adc, bitsKey, costs.adcModel);
  } else {
    static_cast<void>(chip.quantity("node", Dimension::length, Range::positive()));
    static_cast<void>(chip.section("adc").keys());  // known, though nothing is priced by them
  }
  return costs;
}

}  // namespace ohmic::devices
