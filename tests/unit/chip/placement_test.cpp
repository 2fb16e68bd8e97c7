// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/placement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "configs/reader/error.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

mapping::Plan planOf(mapping::Pair pair) {
  mapping::MappingOptions options;
  options.array = {16, 16, mapping::Split::equal};
  options.weights.pair = pair;
  return mapping::mapNetwork(tests::residualNetwork(), options);
}

TEST(Placement, EveryArrayHasAPlaceOfItsOwn) {
  const mapping::Plan plan = planOf(mapping::Pair::adjacent);
  const Placement placement = placeArrays(plan, {2, 3, 0});
  int index = 0;
  for (const auto& layer : placement.layers) {
    for (const auto& place : layer.arrays) {
      EXPECT_EQ(place.tile * 6 + place.element * 2 + place.slot, index++);
    }
  }
  EXPECT_EQ(index, plan.arrays());
  EXPECT_EQ(placement.tilesUsed, (index + 5) / 6);
  EXPECT_EQ(placement.tiles, placement.tilesUsed);
}

TEST(Placement, TwinArraysTakeTwoPlaces) {
  const mapping::Plan plan = planOf(mapping::Pair::twin);
  const Placement placement = placeArrays(plan, {4, 1, 0});
  EXPECT_EQ(placement.layers[0].arrays[1].slot, 2);
  EXPECT_EQ(placement.tilesUsed, (plan.arrays() + 3) / 4);
}

TEST(Placement, RefusesWithTheArraysNeededAndAvailable) {
  const mapping::Plan plan = planOf(mapping::Pair::adjacent);
  try {
    static_cast<void>(placeArrays(plan, {1, 2, 3}));
    FAIL() << "placed " << plan.arrays() << " arrays on 6";
  } catch (const configs::InputError& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("needs " + std::to_string(plan.arrays()) + " arrays"), std::string::npos)
        << message;
    EXPECT_NE(message.find("3 tiles of 2 arrays hold 6"), std::string::npos) << message;
  }
}

TEST(Placement, LayersTakeTurnsOnAChipThatIsTooSmall) {
  const mapping::Plan plan = planOf(mapping::Pair::adjacent);
  const int largest =
      std::max_element(plan.layers.begin(), plan.layers.end(), [](const auto& a, const auto& b) {
        return a.crossbars() < b.crossbars();
      })->crossbars();
  const Placement placement = placeArrays(plan, {1, 1, largest, Overflow::reprogram});
  EXPECT_GT(placement.loads, 1);
  EXPECT_EQ(placement.tiles, largest);
  int load = 0;
  std::set<std::tuple<int, int>> taken;
  for (const auto& layer : placement.layers) {
    EXPECT_TRUE(layer.load == load || layer.load == load + 1);
    load = layer.load;
    for (const auto& place : layer.arrays) {
      EXPECT_LT(place.tile, largest);
      EXPECT_TRUE(taken.insert({load, place.tile}).second) << "two arrays in one place at one time";
    }
  }
}

TEST(Placement, ALayerLargerThanTheChipIsRefusedWithItsArrays) {
  const mapping::Plan plan = planOf(mapping::Pair::adjacent);
  try {
    static_cast<void>(placeArrays(plan, {1, 1, 1, Overflow::reprogram}));
    FAIL() << "placed a layer of " << plan.layers[0].crossbars() << " arrays on one";
  } catch (const configs::InputError& error) {
    EXPECT_NE(std::string(error.what()).find("layer '"), std::string::npos) << error.what();
  }
}

TEST(Placement, ANetworkThatFitsTakesNoTurns) {
  const mapping::Plan plan = planOf(mapping::Pair::adjacent);
  EXPECT_EQ(placeArrays(plan, {1, 1, plan.arrays(), Overflow::reprogram}).loads, 1);
}

TEST(Placement, MessagesGoAlongXThenY) {
  Placement placement;
  placement.meshWidth = 4;  // tile 2 at (2, 0), tile 8 at (0, 2)
  EXPECT_EQ(placement.hops(2, 8), 4);
  EXPECT_EQ(placement.next(2, 8), 1);
  EXPECT_EQ(placement.next(0, 8), 4);
  EXPECT_EQ(placement.next(8, 2), 9);
  EXPECT_EQ(placement.hops(5, 5), 0);
}

}  // namespace
}  // namespace ohmic::sim
