// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/area.h"

#include <gtest/gtest.h>

#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

ChipModel pricedModel() {
  ChipModel model;
  model.organisation = {1, 2, 0};
  model.costs.element["adc"] = {0.0, 1.0, 0.0, 1e-9};
  model.costs.tile["buffer"] = {0.0, 1.0, 0.0, 1e-8};
  model.costs.chip["host_link"] = {0.0, 1.0, 0.0, 1e-6};
  return model;
}

TEST(Area, CountsElementsTilesAndTheChip) {
  ChipModel model = pricedModel();
  model.organisation.tiles = 5;
  mapping::MappingOptions options;
  const auto plan = mapping::mapNetwork(tests::linearNetwork(10, 4), options);
  const AreaReport report = area(plan, model);
  EXPECT_EQ(report.tiles, 5);
  EXPECT_EQ(report.tilesUsed, 1);
  EXPECT_DOUBLE_EQ(report.byComponent.at("adc"), 5 * 2 * 1e-9);
  EXPECT_DOUBLE_EQ(report.installed, 5 * 2 * 1e-9 + 5 * 1e-8 + 1e-6);
  EXPECT_DOUBLE_EQ(report.used, 2 * 1e-9 + 1e-8 + 1e-6);
}

TEST(Area, AnAutomaticChipInstallsWhatItUses) {
  mapping::MappingOptions options;
  options.array = {16, 16, mapping::Split::equal};
  const AreaReport report = area(mapping::mapNetwork(tests::residualNetwork(), options), pricedModel());
  EXPECT_GT(report.tiles, 1);
  EXPECT_EQ(report.tiles, report.tilesUsed);
  EXPECT_DOUBLE_EQ(report.installed, report.used);
}

}  // namespace
}  // namespace ohmic::sim
