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
  model.costs[devices::Component::adc] = {0.0, 1.0, 0.0, 1e-9};
  model.costs[devices::Component::buffer] = {0.0, 1.0, 0.0, 1e-8};
  model.costs[devices::Component::hostLink] = {0.0, 1.0, 0.0, 1e-6};
  return model;
}

/// No layer with hardware of its own.
std::vector<LayerHardware> usual(const mapping::Plan& plan) {
  return std::vector<LayerHardware>(plan.layers.size());
}

TEST(Area, CountsElementsTilesAndTheChip) {
  ChipModel model = pricedModel();
  model.organisation.tiles = 5;
  mapping::MappingOptions options;
  const auto plan = mapping::mapNetwork(tests::linearNetwork(10, 4), options);
  const AreaReport report = area(plan, usual(plan), model);
  EXPECT_EQ(report.tiles, 5);
  EXPECT_EQ(report.tilesUsed, 1);
  EXPECT_DOUBLE_EQ(report.byComponent.at("adc"), 5 * 2 * 1e-9);
  EXPECT_DOUBLE_EQ(report.installed, 5 * 2 * 1e-9 + 5 * 1e-8 + 1e-6);
  EXPECT_DOUBLE_EQ(report.used, 2 * 1e-9 + 1e-8 + 1e-6);
}

TEST(Area, LayersShareTheSlotsThatTheyTake) {
  ChipModel model = pricedModel();
  mapping::MappingOptions options;
  options.array = {16, 16, mapping::Split::equal};
  const auto plan = mapping::mapNetwork(tests::residualNetwork(), options);
  const AreaReport report = area(plan, std::vector<LayerHardware>(plan.layers.size()), model);
  double layers = 0.0;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    EXPECT_DOUBLE_EQ(report.byLayer[l], plan.layers[l].crossbars() * (1e-9 + 1e-8 / 2.0)) << l;
    layers += report.byLayer[l];
  }
  const double idle = report.tilesUsed * 2 - plan.arrays();
  EXPECT_NEAR(layers + idle * (1e-9 + 1e-8 / 2.0) + 1e-6, report.used, 1e-15);
}

TEST(Area, AnAutomaticChipInstallsWhatItUses) {
  mapping::MappingOptions options;
  options.array = {16, 16, mapping::Split::equal};
  const auto plan = mapping::mapNetwork(tests::residualNetwork(), options);
  const AreaReport report = area(plan, usual(plan), pricedModel());
  EXPECT_GT(report.tiles, 1);
  EXPECT_EQ(report.tiles, report.tilesUsed);
  EXPECT_DOUBLE_EQ(report.installed, report.used);
}

// Two converters of twice the area in one slot of two: half an element's more.
TEST(Area, ALayerWithConvertersOfItsOwnTakesTheirArea) {
  ChipModel model = pricedModel();
  model.organisation = {2, 1, 1};
  const auto plan = mapping::mapNetwork(tests::linearNetwork(10, 4), {});
  auto hardware = usual(plan);
  hardware[0].costs = model.costs;
  (*hardware[0].costs)[devices::Component::adc]->area_m2 = 2e-9;
  EXPECT_DOUBLE_EQ(area(plan, hardware, model).byComponent.at("adc"), 1.5e-9);
}

}  // namespace
}  // namespace ohmic::sim
