// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Small layers on one array: the same values, one after the other.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "models/graph/graph_builder.h"
#include "sim/chip/area.h"
#include "sim/chip/demand.h"
#include "sim/chip/energy.h"
#include "tests/unit/chip/both_engines.h"

namespace ohmic::tests {
namespace {

/// Residual network on arrays that hold several of its layers.
TestHardware onSharedArrays(bool shared) {
  TestHardware hardware;
  hardware.mapping.array = {256, 64, mapping::Split::equal, shared};
  hardware.noisy = true;
  return hardware;
}

TestChip residual(bool shared, int images) {
  return makeChip(residualNetwork(), onSharedArrays(shared), images);
}

TEST(SharedArrays, ChangeNoValueAndFewerAreNeeded) {
  const TestChip apart = residual(false, 2), together = residual(true, 2);
  EXPECT_LT(together.deployment.plan.arrays(), apart.deployment.plan.arrays());
  const auto one = simulate(together);
  expectSameNumbers(together, one);
  expectSameNumbers(apart, one);
}

TEST(SharedArrays, CountWhatThePlanCounts) {
  const TestChip test = residual(true, 3);
  const auto timed = simulate(test);
  expectClosedForms(test, timed);
}

TEST(SharedArrays, ServeOneLayerAfterTheOther) {
  TestChip test = residual(true, 3);
  test.model.organisation = {1, 1, 0};
  const auto timed = sim::simulateChip({test.deployment, test.chip, test.moment, test.model, test.images(),
                                        test.numbers(), sim::TimelineDetail::operations});
  std::int64_t waited = 0;
  for (const auto& layer : timed.layers) {
    waited += layer.spent.array;
  }
  EXPECT_GT(waited, 0);
  std::vector<sim::Span> crossbars, converters;
  for (const auto& track : timed.timeline.tracks()) {
    for (const auto& span : track.spans) {
      const bool isHere = track.group == "tile_0" && track.unit.rfind("element_0.array_0", 0) == 0;
      if (isHere && timed.timeline.labels()[span.label].rfind("position", 0) == 0) {
        const bool isCrossbar = track.unit.find(".crossbar") != std::string::npos;
        (isCrossbar ? crossbars : converters).push_back(span);
      }
    }
  }
  std::int64_t positions = 0;
  for (const auto& layer : test.deployment.plan.layers) {
    positions += layer.shared && layer.shared->host == 0 ? layer.patch.positions() : 0;
  }
  ASSERT_EQ(crossbars.size(), static_cast<std::size_t>(3 * positions));
  ASSERT_EQ(converters.size(), crossbars.size());
  const auto byBegin = [](const sim::Span& a, const sim::Span& b) { return a.begin < b.begin; };
  std::sort(crossbars.begin(), crossbars.end(), byBegin);
  std::sort(converters.begin(), converters.end(), byBegin);
  for (std::size_t i = 1; i < crossbars.size(); ++i) {
    ASSERT_LE(converters[i - 1].end, crossbars[i].begin) << "operation " << i;
  }
}

// Nothing else comes near the array, so an image takes the operations of all its layers one after the other.
// The stream is long: its last images find the first layers done, which run ahead by as many images as the
// buffers hold (8 images: 4 % faster).
TEST(SharedArrays, ThroughputIsTheSharedArrays) {
  TestChip test = residual(true, 80);
  test.model.buffer = {1000000, 0, 2};
  test.model.hostBitsPerCycle = 1000000;
  test.model.digital.lanes = 1000000;
  test.model.array.read = 200;
  const auto slowest = sim::slowestStage(sim::resourceDemand(test.deployment, test.model));
  EXPECT_EQ(slowest.resource, "chip.array_of_layer_0");
  const double cycles = simulate(test).interval_s / test.model.clockPeriod;
  EXPECT_NEAR(cycles, static_cast<double>(slowest.cycles), 0.01 * static_cast<double>(slowest.cycles));
}

TEST(SharedArrays, TakeTheAreaOfOneAndLeakOnce) {
  const TestChip apart = residual(false, 1), together = residual(true, 1);
  sim::ChipModel model;
  model.organisation = {1, 1, 0};
  model.costs[devices::Component::adc] = {0.0, 1.0, 0.0, 1e-9};
  model.costs[devices::Component::buffer] = {0.0, 1.0, 1e-3, 0.0};
  const auto one = sim::area(together.deployment.plan, together.deployment.hardware, model);
  EXPECT_DOUBLE_EQ(one.used, together.deployment.plan.arrays() * 1e-9);
  EXPECT_LT(one.used, sim::area(apart.deployment.plan, apart.deployment.hardware, model).used);
  double layers = 0.0;
  for (const double area : one.byLayer) {
    layers += area;
  }
  EXPECT_NEAR(layers, one.used, 1e-18);

  const std::vector<sim::EventCounts> events(together.deployment.plan.layers.size());
  std::vector<sim::LayerCounts> counts;
  for (const auto& layer : together.deployment.plan.layers) {
    counts.emplace_back(layer.rows(), layer.arrays.size());
  }
  const auto energy = sim::energy(together.deployment, together.chip, model, events, {counts, 1}, 1e-6);
  EXPECT_NEAR(energy.byComponent().at("leakage"), together.deployment.plan.arrays() * 1e-9, 1e-20);
}

// One converter for all columns of an array: a layer on another's array is read by the other's converter.
TEST(SharedArrays, HaveOneBankOfConverters) {
  TestHardware hardware = onSharedArrays(true);
  hardware.adc.errors.gain = 0.05;
  hardware.adc.converters = 1;
  const TestChip test = makeChip(residualNetwork(), hardware, 1);
  const auto gainOf = [&](std::size_t layer) {
    return test.chip.layers[layer].arrays[0].planes[0].converters.of(0).gain;
  };
  std::size_t tenants = 0;
  for (std::size_t l = 0; l < test.deployment.plan.layers.size(); ++l) {
    const auto& layer = test.deployment.plan.layers[l];
    if (layer.isTenant()) {
      ++tenants;
      EXPECT_EQ(gainOf(l), gainOf(layer.shared->host));
    } else if (l > 0) {
      EXPECT_NE(gainOf(l), gainOf(0));
    }
  }
  EXPECT_GT(tenants, 0U);
}

}  // namespace
}  // namespace ohmic::tests
