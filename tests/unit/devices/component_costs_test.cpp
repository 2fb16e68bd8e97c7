// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/costs/component_costs.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>
#include <utility>

namespace ohmic::devices {
namespace {

ChipCosts published() {
  ChipCosts costs;
  for (const auto& row : componentTable()) {
    costs[row.component] = {1e-3, 1e9, 1e-6, 1e-9};
  }
  costs[Component::adc] = {16e-3, 9.6e9, 0.0, 9.6e-9};
  return costs;
}

TEST(ComponentTable, HasALineForEachComponentInTheOrderOfTheEnumeration) {
  std::set<std::pair<Level, std::string_view>> names;
  for (std::size_t i = 0; i < kComponents; ++i) {
    const auto& row = componentTable()[i];
    EXPECT_EQ(static_cast<std::size_t>(row.component), i) << row.name;
    EXPECT_TRUE(names.insert({row.level, row.name}).second) << row.name;
  }
}

TEST(ScaleToArray, KeepsThePublishedSizeAsItIs) {
  auto costs = published();
  scaleToArray(1.0, 1.0, costs);
  for (const auto& row : componentTable()) {
    EXPECT_EQ(costs[row.component]->power_W, published()[row.component]->power_W) << row.name;
    EXPECT_EQ(costs[row.component]->area_m2, published()[row.component]->area_m2) << row.name;
  }
}

TEST(ScaleToArray, DriversGoWithTheRowsAtTheSameEnergy) {
  auto costs = published();
  scaleToArray(2.0, 1.0, costs);
  EXPECT_DOUBLE_EQ(costs[Component::dac]->area_m2, 2e-9);
  EXPECT_DOUBLE_EQ(costs[Component::dac]->energyPerAction_J(), 1e-12);
  EXPECT_DOUBLE_EQ(costs[Component::sampleHold]->area_m2, 1e-9);
}

TEST(ScaleToArray, TheArraysEnergyAndAreaGoWithItsCells) {
  auto costs = published();
  scaleToArray(2.0, 0.5, costs);
  EXPECT_DOUBLE_EQ(costs[Component::array]->energyPerAction_J(), 1e-12);
  scaleToArray(1.0, 4.0, costs);
  EXPECT_DOUBLE_EQ(costs[Component::array]->energyPerAction_J(), 4e-12);
  EXPECT_DOUBLE_EQ(costs[Component::array]->area_m2, 4e-9);
}

TEST(ScaleToArray, LeavesTheConvertersAlone) {
  auto costs = published();
  scaleToArray(4.0, 4.0, costs);
  EXPECT_DOUBLE_EQ(costs[Component::adc]->area_m2, 9.6e-9);
  EXPECT_DOUBLE_EQ(costs[Component::adc]->power_W, 16e-3);
}

}  // namespace
}  // namespace ohmic::devices
