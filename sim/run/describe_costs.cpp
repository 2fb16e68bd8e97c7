// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/describe_costs.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace ohmic::sim {
namespace {

using Factors = std::map<std::string, std::optional<double>>;

/// Of components that are called alike, the greater factor.
void note(const CostRecord& cost, Factors& factors) {
  const auto [place, isNew] = factors.try_emplace(cost.component, cost.errorFactor);
  if (!isNew) {
    place->second = place->second && cost.errorFactor
                        ? std::optional(std::max(*place->second, *cost.errorFactor))
                        : std::nullopt;
  }
}

std::optional<double> errorOf(const std::map<std::string, double>& amounts, const Factors& factors) {
  double sum = 0.0, most = 0.0, least = 0.0;
  for (const auto& [name, amount] : amounts) {
    const auto found = factors.find(name);
    const auto factor = found == factors.end() ? std::nullopt : found->second;
    if (amount == 0.0) {
      continue;
    }
    if (!factor) {
      return {};
    }
    sum += amount;
    most += *factor * amount;
    least += amount / *factor;
  }
  return sum > 0.0 ? std::optional(std::max(most / sum, sum / least)) : std::nullopt;
}

bool isComputed(const CostRecord& cost) { return cost.origin == nameOf(devices::CostOrigin::equations); }

}  // namespace

std::vector<CostRecord> describeCosts(const ChipModel& model) {
  std::vector<CostRecord> records;
  for (const auto& row : devices::componentTable()) {
    const auto& cost = model.costs[row.component];
    if (!cost) {
      continue;
    }
    const bool isCells =
        row.component == devices::Component::array && model.arrayEnergy == ArrayEnergy::cells;
    std::string source = cost->source;
    if (source.empty() && row.component == devices::Component::adc) {
      source = model.costs.adcModel;
    }
    records.push_back({std::string(row.name), std::string(nameOf(row.level)), std::string(row.unit),
                       std::string(nameOf(cost->origin)), source,
                       isCells ? std::nullopt : std::optional(cost->energyPerAction_J()), cost->area_m2,
                       cost->leakage_W, cost->errorFactor});
  }
  return records;
}

void addErrors(ChipRecord& chip) {
  constexpr double kLeakageError = 10.0;
  Factors energy, area;
  bool leaksAsComputed = true;
  for (const auto& cost : chip.costs) {
    note(cost, area);
    note(cost, energy);
    leaksAsComputed = leaksAsComputed && (isComputed(cost) || cost.leakage_W == 0.0);
    if (!cost.energy_J) {
      energy[cost.component] = 1.0;
    }
  }
  energy["programming"] = 1.0;
  energy["leakage"] = leaksAsComputed ? std::optional(kLeakageError) : std::nullopt;
  chip.energyErrorFactor = errorOf(chip.energyByComponent_J, energy);
  chip.areaErrorFactor = errorOf(chip.areaByComponent_m2, area);
}

}  // namespace ohmic::sim
