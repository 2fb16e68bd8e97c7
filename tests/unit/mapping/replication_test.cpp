// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/replication.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "configs/reader/error.h"

namespace ohmic::mapping {
namespace {

/// Layers of so many positions and arrays.
Plan planOf(const std::vector<std::pair<int, int>>& layers) {
  Plan plan;
  for (const auto& [positions, arrays] : layers) {
    LayerPlan& layer = plan.layers.emplace_back();
    layer.patch.outputHeight = positions;
    layer.arrays.resize(static_cast<std::size_t>(arrays));
  }
  return plan;
}

double slowest(const Plan& plan, const std::vector<double>& times) {
  double longest = 0.0;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const auto& layer = plan.layers[l];
    longest = std::max(longest, (layer.patch.positions() + layer.replicas - 1) / layer.replicas * times[l]);
  }
  return longest;
}

TEST(Replication, TheSlowestLayerGetsTheArrays) {
  Plan plan = planOf({{100, 1}, {25, 2}, {1, 4}});
  balanceReplicas(12, {1.0, 1.0, 1.0}, plan);
  EXPECT_EQ(plan.layers[0].replicas, 5);  // 20 positions; the second layer's 25 set the pace then
  EXPECT_EQ(plan.layers[1].replicas, 1);
  EXPECT_EQ(plan.layers[2].replicas, 1);
  EXPECT_EQ(slowest(plan, {1.0, 1.0, 1.0}), 25.0);
}

TEST(Replication, NoMoreThanPositionsAndNoMoreThanTheBudget) {
  Plan plan = planOf({{4, 1}});
  balanceReplicas(100, {1.0}, plan);
  EXPECT_EQ(plan.layers[0].replicas, 4);
}

TEST(Replication, KeepsTheReplicasThatThePlanHas) {
  Plan plan = planOf({{64, 1}, {64, 1}});
  plan.layers[1].replicas = 8;
  balanceReplicas(10, {1.0, 1.0}, plan);
  EXPECT_EQ(plan.layers[1].replicas, 8);
  EXPECT_EQ(plan.layers[0].replicas, 2);
}

TEST(Replication, RefusesABudgetBelowOneOfEach) {
  Plan plan = planOf({{4, 3}, {4, 2}});
  try {
    balanceReplicas(4, {1.0, 1.0}, plan);
    FAIL() << "placed 5 arrays on 4";
  } catch (const configs::InputError& error) {
    EXPECT_NE(std::string(error.what()).find("found 4 arrays, the network needs 5"), std::string::npos)
        << error.what();
  }
}

// Against every choice of replicas under the budget.
TEST(Replication, NoOtherChoiceIsFaster) {
  std::mt19937 random(9);
  const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  for (int trial = 0; trial < 200; ++trial) {
    const std::vector<std::pair<int, int>> layers = {
        {draw(1, 30), draw(1, 3)}, {draw(1, 30), draw(1, 3)}, {draw(1, 30), draw(1, 3)}};
    const std::vector<double> times = {1.0 * draw(1, 4), 1.0 * draw(1, 4), 1.0 * draw(1, 4)};
    const int budget = draw(9, 20);
    Plan greedy = planOf(layers);
    balanceReplicas(budget, times, greedy);
    EXPECT_LE(greedy.arrays(), budget);
    double best = 1e9;
    Plan other = planOf(layers);
    for (int a = 1; a <= budget; ++a) {
      for (int b = 1; b <= budget; ++b) {
        for (int c = 1; c <= budget; ++c) {
          other.layers[0].replicas = a, other.layers[1].replicas = b, other.layers[2].replicas = c;
          best = other.arrays() <= budget ? std::min(best, slowest(other, times)) : best;
        }
      }
    }
    EXPECT_EQ(slowest(greedy, times), best);
  }
}

}  // namespace
}  // namespace ohmic::mapping
