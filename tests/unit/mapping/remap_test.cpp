// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/remap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

#include "models/graph/graph_builder.h"

namespace ohmic::mapping {
namespace {

double costOf(const std::vector<double>& cost, int columns, const std::vector<int>& places) {
  double sum = 0.0;
  for (std::size_t row = 0; row < places.size(); ++row) {
    sum += cost[row * static_cast<std::size_t>(columns) + static_cast<std::size_t>(places[row])];
  }
  return sum;
}

TEST(CheapestAssignment, IsTheBestOfAll) {
  std::mt19937 random(3);
  for (int trial = 0; trial < 200; ++trial) {
    const int rows = 1 + static_cast<int>(random() % 5), columns = rows + static_cast<int>(random() % 3);
    std::vector<double> cost(static_cast<std::size_t>(rows) * columns);
    std::generate(cost.begin(), cost.end(), [&] { return static_cast<double>(random() % 20); });
    std::vector<int> order(static_cast<std::size_t>(columns));
    std::iota(order.begin(), order.end(), 0);
    double best = 1e300;
    do {
      best = std::min(best, costOf(cost, columns, {order.begin(), order.begin() + rows}));
    } while (std::next_permutation(order.begin(), order.end()));
    const auto found = cheapestAssignment(cost, rows, columns);
    EXPECT_EQ(std::set<int>(found.begin(), found.end()).size(), static_cast<std::size_t>(rows));
    EXPECT_EQ(costOf(cost, columns, found), best) << trial;
  }
}

/// One array of 4 outputs and 3 rows, with room for more.
Plan smallPlan(int spare, int cellBits = 8) {
  models::GraphBuilder builder("image", {3}, true);
  models::Linear linear;
  linear.weight.shape = {4, 3};
  for (int i = 0; i < 12; ++i) {
    linear.weight.values.push_back(static_cast<float>(i * 5 % 12) - 5.0F);
  }
  MappingOptions options;
  options.weights.cellBits = cellBits;
  options.array.rows = 8, options.array.columns = linesPerOutput(options.weights) * (4 + spare);
  options.array.remaps = true, options.array.spareColumns = spare;
  return mapNetwork(std::move(builder).finish(builder.add("fc", "Gemm", linear, {builder.input()})), options);
}

TEST(RemapColumns, LeavesAHealthyArrayAlone) {
  const auto plan = smallPlan(2);
  EXPECT_EQ(remapColumns(plan.layers[0], plan.layers[0].arrays[0], {}), (std::vector<int>{0, 1, 2, 3}));
}

TEST(RemapColumns, MovesAnOutputToASpareColumn) {
  const auto plan = smallPlan(1);
  const auto& layer = plan.layers[0];
  EXPECT_EQ(layer.slots(), 5);
  // All cells of slot 1 are stuck at the top of both polarities' opposite: no output can stand there.
  std::vector<StuckDigit> stuck;
  for (int row = 0; row < 3; ++row) {
    stuck.push_back({row, 1, 0, 1, 0, 127.0});
  }
  const auto slots = remapColumns(layer, layer.arrays[0], stuck);
  EXPECT_EQ(std::count(slots.begin(), slots.end(), 1), 0);
}

TEST(RemapColumns, GivesAStuckCellTheWeightThatFits) {
  const auto plan = smallPlan(0);
  const auto& layer = plan.layers[0];
  const auto& levels = layer.bands[0].levels;
  for (int wanted = 0; wanted < 4; ++wanted) {
    // Row 0 of slot 3 holds for good what output `wanted` would write there.
    const double level = levels[static_cast<std::size_t>(wanted)];
    const std::vector<StuckDigit> stuck = {{0, 3, 0, 1, 0, std::max(level, 0.0)},
                                           {0, 3, 0, -1, 0, std::max(-level, 0.0)}};
    EXPECT_EQ(remapColumns(layer, layer.arrays[0], stuck)[static_cast<std::size_t>(wanted)], 3) << wanted;
  }
}

// Magnitudes of seven bits are low + 16 high. A high digit stuck at 7 in place of `high` is 16 (7 - high)
// levels off, a low one of the line that is subtracted -(3 - 0); the errors of one weight add up before they
// are squared.
TEST(PlacementError, IsTheSquaredErrorInLevels) {
  const auto plan = smallPlan(0, 4);
  const auto& layer = plan.layers[0];
  ASSERT_EQ(layer.levels.slices, 2);
  const std::vector<int> inOrder = {0, 1, 2, 3};
  for (int slot = 0; slot < 4; ++slot) {
    const double level = layer.bands[0].levels[static_cast<std::size_t>(4 + slot)];  // of row 1
    const double high = std::floor(std::max(level, 0.0) / 16.0);
    const double low = std::max(-level, 0.0) - 16.0 * std::floor(std::max(-level, 0.0) / 16.0);
    const double first = 16.0 * (7.0 - high), second = -(3.0 - low);
    EXPECT_DOUBLE_EQ(placementError(layer, layer.arrays[0], {{1, slot, 1, 1, 0, 7.0}}, inOrder),
                     first * first);
    EXPECT_DOUBLE_EQ(placementError(layer, layer.arrays[0], {{1, slot, 0, -1, 0, 3.0}}, inOrder),
                     second * second);
    EXPECT_DOUBLE_EQ(
        placementError(layer, layer.arrays[0], {{1, slot, 1, 1, 0, 7.0}, {1, slot, 0, -1, 0, 3.0}}, inOrder),
        (first + second) * (first + second));
  }
}

TEST(SpareColumns, AreNotGivenAway) {
  EXPECT_EQ(smallPlan(0).arrays(), 1);
  EXPECT_EQ(smallPlan(3).arrays(), 1);
  auto options = smallPlan(0).layers[0].options;
  models::GraphBuilder builder("image", {3}, true);
  models::Linear linear;
  linear.weight.shape = {4, 3};
  linear.weight.values.assign(12, 1.0F);
  options.array.spareColumns = 2;  // of 4
  EXPECT_EQ(
      mapNetwork(std::move(builder).finish(builder.add("fc", "Gemm", linear, {builder.input()})), options)
          .arrays(),
      2);
}

}  // namespace
}  // namespace ohmic::mapping
