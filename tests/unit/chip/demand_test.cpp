// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/demand.h"

#include <gtest/gtest.h>

#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

TEST(Demand, OneArrayByHand) {
  auto test = tests::makeChip(tests::linearNetwork(10, 4), {}, 1);
  test.model.buffer.bitsPerCycle = 100;
  test.model.digital.lanes = 3;
  test.model.hostBitsPerCycle = 50;
  const auto demand = resourceDemand(test.deployment, test.model);
  EXPECT_EQ(demand.at("chip.host"), 4);            // 160 bits in
  EXPECT_EQ(demand.at("chip.tile_0.buffer"), 4);   // written and read, 160 bits each
  EXPECT_EQ(demand.at("chip.tile_0.digital"), 2);  // 4 outputs
  EXPECT_EQ(demand.at("chip.layer_0"), 5);         // back: 1 + 1 + 3 * 1; front: 1 + 1 + 1 + 1
}

// Two row blocks on two tiles: the pixels go to the second one, four sums of 32 bits come back.
TEST(Demand, MessagesBetweenTilesByHand) {
  tests::TestHardware hardware;
  hardware.mapping.array = {5, 16, mapping::Split::equal};
  auto test = tests::makeChip(tests::linearNetwork(10, 4), hardware, 1);
  test.model.organisation = {1, 1, 0};
  test.model.network.bitsPerCycle = 30;
  const auto demand = resourceDemand(test.deployment, test.model);
  EXPECT_EQ(demand.at("chip.mesh.link_0_1"), 6);  // 160 bits
  EXPECT_EQ(demand.at("chip.mesh.link_1_0"), 5);  // 128 bits
}

TEST(Demand, TheSlowestStageIsTheBusiest) {
  const auto slowest = slowestStage({{"a", 3}, {"b", 9}, {"c", 5}});
  EXPECT_EQ(slowest.resource, "b");
  EXPECT_EQ(slowest.cycles, 9);
}

}  // namespace
}  // namespace ohmic::sim
