// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/describe_costs.h"

#include <gtest/gtest.h>

namespace ohmic::sim {
namespace {

using devices::Component;
using devices::ComponentCost;
using devices::CostOrigin;

ComponentCost computed(double energy, double area, double factor) {
  ComponentCost cost;
  cost.power_W = energy;
  cost.area_m2 = area;
  cost.origin = CostOrigin::equations;
  cost.source = "an equation";
  cost.errorFactor = factor;
  return cost;
}

ChipRecord recordOf(const ChipModel& model, std::map<std::string, double> energy) {
  ChipRecord chip;
  chip.costs = describeCosts(model);
  chip.energyByComponent_J = std::move(energy);
  for (const auto& cost : chip.costs) {
    chip.areaByComponent_m2[cost.component] += cost.area_m2;
  }
  addErrors(chip);
  return chip;
}

TEST(CostRecords, NameOriginSourceAndAction) {
  ChipModel model;
  model.costs[Component::adc] = ComponentCost{2e-3, 1e9, 0.0, 1e-9};
  model.costs.adcModel = "isaac_2016";
  model.costs[Component::array] = computed(0.0, 1e-9, 1.0);
  model.costs[Component::dac] = {3e-15, 1.0, 1e-6, 2e-9, CostOrigin::given, "ours"};
  const auto costs = describeCosts(model);
  ASSERT_EQ(costs.size(), 3U);
  EXPECT_EQ(costs[0].component, "adc");
  EXPECT_EQ(costs[0].origin, "published");
  EXPECT_EQ(costs[0].source, "isaac_2016");
  EXPECT_DOUBLE_EQ(costs[0].energy_J.value(), 2e-12);
  EXPECT_FALSE(costs[0].errorFactor);
  EXPECT_FALSE(costs[1].energy_J);  // cells are counted by their conductances
  EXPECT_EQ(costs[2].origin, "given");
  EXPECT_EQ(costs[2].source, "ours");
  EXPECT_EQ(costs[2].per, "row");
  EXPECT_EQ(costs[2].level, "element");
  model.arrayEnergy = ArrayEnergy::published;
  EXPECT_TRUE(describeCosts(model)[1].energy_J.has_value());
}

// One part is known exactly, an equal one within a factor of 2: the sum is at most 3 instead of 2 of them,
// and at least 1.5.
TEST(CostRecords, ASumIsKnownAsWellAsItsParts) {
  ChipModel model;
  model.costs[Component::adc] = computed(1e-12, 1e-9, 2.0);
  model.costs[Component::array] = computed(0.0, 3e-9, 1.0);
  const ChipRecord chip = recordOf(model, {{"adc", 1e-6}, {"array", 1e-6}});
  EXPECT_DOUBLE_EQ(chip.energyErrorFactor.value(), 1.5);
  EXPECT_DOUBLE_EQ(chip.areaErrorFactor.value(), 1.25);
  EXPECT_GT(recordOf(model, {{"adc", 1e-6}, {"leakage", 1e-6}}).energyErrorFactor.value(), 2.0);
}

TEST(CostRecords, NothingIsSaidWhereAPartStatesNoError) {
  ChipModel model;
  model.costs[Component::adc] = computed(1e-12, 1e-9, 2.0);
  model.costs[Component::dac] = ComponentCost{1e-3, 1e9, 1e-6, 1e-9};
  EXPECT_FALSE(recordOf(model, {{"adc", 1e-6}, {"dac", 1e-6}}).energyErrorFactor);
  EXPECT_FALSE(recordOf(model, {{"adc", 1e-6}, {"leakage", 1e-6}}).energyErrorFactor);  // the dac's, too
  EXPECT_TRUE(recordOf(model, {{"adc", 1e-6}, {"dac", 0.0}}).energyErrorFactor);        // takes no part
}

// The registers of element and tile have one name: the worse is told.
TEST(CostRecords, ComponentsOfOneNameShareTheGreaterFactor) {
  ChipModel model;
  model.costs[Component::outputRegister] = computed(1e-12, 1e-9, 2.0);
  model.costs[Component::tileOutputRegister] = computed(1e-12, 1e-9, 3.0);
  EXPECT_DOUBLE_EQ(recordOf(model, {{"output_register", 1e-6}}).energyErrorFactor.value(), 3.0);
}

}  // namespace
}  // namespace ohmic::sim
