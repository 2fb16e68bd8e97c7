// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/costs/component_costs.h"

#include <gtest/gtest.h>

namespace ohmic::devices {
namespace {

ChipCosts published() {
  ChipCosts costs;
  for (const auto& name : elementComponents()) {
    costs.element[name] = {1e-3, 1e9, 1e-6, 1e-9};
  }
  costs.element["adc"] = {16e-3, 9.6e9, 0.0, 9.6e-9};
  return costs;
}

TEST(ScaleToArray, KeepsThePublishedSizeAsItIs) {
  auto costs = published();
  scaleToArray(1.0, 1.0, costs);
  for (const auto& [name, cost] : published().element) {
    EXPECT_EQ(costs.element[name].power_W, cost.power_W) << name;
    EXPECT_EQ(costs.element[name].area_m2, cost.area_m2) << name;
  }
}

TEST(ScaleToArray, DriversGoWithTheRowsAtTheSameEnergy) {
  auto costs = published();
  scaleToArray(2.0, 1.0, costs);
  EXPECT_DOUBLE_EQ(costs.element["dac"].area_m2, 2e-9);
  EXPECT_DOUBLE_EQ(costs.element["dac"].energyPerAction_J(), 1e-12);
  EXPECT_DOUBLE_EQ(costs.element["sample_hold"].area_m2, 1e-9);
}

TEST(ScaleToArray, TheArraysEnergyAndAreaGoWithItsCells) {
  auto costs = published();
  scaleToArray(2.0, 0.5, costs);
  EXPECT_DOUBLE_EQ(costs.element["array"].energyPerAction_J(), 1e-12);
  scaleToArray(1.0, 4.0, costs);
  EXPECT_DOUBLE_EQ(costs.element["array"].energyPerAction_J(), 4e-12);
  EXPECT_DOUBLE_EQ(costs.element["array"].area_m2, 4e-9);
}

TEST(ScaleToArray, LeavesTheConvertersAlone) {
  auto costs = published();
  scaleToArray(4.0, 4.0, costs);
  EXPECT_DOUBLE_EQ(costs.element["adc"].area_m2, 9.6e-9);
  EXPECT_DOUBLE_EQ(costs.element["adc"].power_W, 16e-3);
}

}  // namespace
}  // namespace ohmic::devices
