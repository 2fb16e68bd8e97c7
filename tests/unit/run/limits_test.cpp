// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/limits.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/chip/area.h"
#include "sim/chip/chip.h"
#include "sim/chip/demand.h"
#include "sim/chip/energy.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

/// One convolution of 36 positions on one array, whose reads are the slowest stage.
tests::TestChip convolution(int replicas) {
  tests::TestHardware hardware;
  hardware.mapping.input.encoding = mapping::InputEncoding::bitSerial;
  hardware.replicas = replicas;
  auto test = tests::makeChip(tests::convolutionNetwork(2, 3, 6), hardware, 6);
  test.model.organisation = {2, 1, 0};
  test.model.array.read = 50;
  test.model.buffer.bitsPerCycle = test.model.network.bitsPerCycle = test.model.hostBitsPerCycle = 1024;
  test.model.digital.lanes = 64;
  for (const auto component :
       {devices::Component::adc, devices::Component::buffer, devices::Component::router}) {
    test.model.costs[component] = devices::ComponentCost{1e-12, 1.0, 1e-6, 1e-9};
  }
  return test;
}

ChipResult simulate(const tests::TestChip& test) {
  return simulateChip({test.deployment,
                       test.chip,
                       test.moment,
                       test.model,
                       test.images(),
                       test.numbers(),
                       TimelineDetail::none,
                       1,
                       {}});
}

double energyOf(const tests::TestChip& test, const ChipResult& timed) {
  return energy(test.deployment, test.chip, test.model, countEvents(test.deployment, test.model),
                {timed.counts, static_cast<std::int64_t>(timed.logits.size())}, timed.interval_s)
      .total();
}

const ChangeRecord* budgetOf(const std::vector<ChangeRecord>& changes, std::int64_t arrays) {
  const auto found = std::find_if(changes.begin(), changes.end(), [arrays](const ChangeRecord& change) {
    return change.key == "hardware.array_budget" && change.value == arrays;
  });
  return found == changes.end() ? nullptr : &*found;
}

TEST(DescribeDemand, BeginsWithTheSlowestStageAndNamesItsLayer) {
  const auto test = convolution(1);
  const auto timed = simulate(test);
  const auto demand = describeDemand(test.deployment, test.model, timed.interval_s, 3);
  ASSERT_EQ(demand.size(), 3U);
  EXPECT_EQ(demand[0].name, "chip.layer_0");
  EXPECT_EQ(demand[0].layer, test.deployment.plan.layers[0].name);
  EXPECT_NEAR(demand[0].share, 1.0, 1e-9);  // steady throughput is the slowest stage's
  EXPECT_TRUE(std::is_sorted(demand.begin(), demand.end(),
                             [](const auto& a, const auto& b) { return a.cycles > b.cycles; }));
  EXPECT_EQ(demand[1].layer, "");
}

// The promise kept: the modules of a chip with so many arrays are faster by what the closed form said, at the
// energy and area that it said.
TEST(PromisingChanges, HoldOnTheChipItself) {
  const auto before = convolution(1);
  const auto timed = simulate(before);
  const double joules = energyOf(before, timed);
  const auto changes = promisingChanges(before.deployment, before.model, joules);
  for (const int arrays : {2, 4}) {
    const ChangeRecord* const change = budgetOf(changes, arrays);
    ASSERT_NE(change, nullptr) << arrays;
    const auto after = convolution(arrays);
    ASSERT_EQ(after.deployment.plan.arrays(), arrays);
    const auto faster = simulate(after);
    EXPECT_NEAR(change->throughput, faster.throughput() / timed.throughput(), 0.02 * change->throughput);
    EXPECT_NEAR(change->energy.value(), energyOf(after, faster) / joules, 0.01);
    EXPECT_DOUBLE_EQ(change->area.value(),
                     area(after.deployment.plan, after.deployment.hardware, after.model).installed /
                         area(before.deployment.plan, before.deployment.hardware, before.model).installed);
    EXPECT_EQ(change->limit, slowestStage(resourceDemand(after.deployment, after.model)).resource);
  }
}

TEST(PromisingChanges, WidenTheBufferThatLimits) {
  auto test = convolution(1);
  test.model.array.read = 1;
  test.model.buffer.bitsPerCycle = 1;
  const double before = simulate(test).throughput();
  const auto changes = promisingChanges(test.deployment, test.model, 1.0);
  ASSERT_FALSE(changes.empty());
  EXPECT_EQ(changes[0].key, "hardware.chip.buffer.width");
  EXPECT_FALSE(changes[0].energy.has_value());
  EXPECT_EQ(budgetOf(changes, 2), nullptr);
  test.model.buffer.bitsPerCycle = changes[0].value;
  EXPECT_NEAR(simulate(test).throughput() / before, changes[0].throughput, 0.05 * changes[0].throughput);
}

TEST(PromisingChanges, StayWithinAChipOfAFixedSize) {
  auto test = convolution(1);
  test.model.organisation.tiles = 2;  // of two arrays
  for (const auto& change : promisingChanges(test.deployment, test.model, 1.0)) {
    EXPECT_LE(change.value, 4);
  }
}

TEST(PromisingChanges, AreNoneWhereLayersTakeTurns) {
  tests::TestHardware hardware;
  auto test = tests::makeChip(tests::residualNetwork(), hardware, 1);
  test.model.organisation = {1, 1, 1, Overflow::reprogram};
  EXPECT_TRUE(promisingChanges(test.deployment, test.model, 1.0).empty());
}

}  // namespace
}  // namespace ohmic::sim
