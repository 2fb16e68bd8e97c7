// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/front_layers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

namespace ohmic::sim {
namespace {

using Layers = std::vector<std::vector<std::size_t>>;

TEST(FrontLayers, AreTheFrontThenTheFrontOfTheRest) {
  EXPECT_EQ(frontLayers({{3, 1}, {2, 2}, {1, 1}, {2, 1}}), (Layers{{0, 1}, {3}, {2}}));
  EXPECT_EQ(frontLayers({{1}, {3}, {2}, {3}}), (Layers{{1}, {3}, {2}, {0}}))
      << "equal points follow each other";
  EXPECT_TRUE(frontLayers({}).empty());
}

// Peeled off front by front, by the definition.
TEST(FrontLayers, AreThoseOfTheDefinition) {
  std::mt19937 draw(1);
  for (int goals = 1; goals <= 3; ++goals) {
    std::vector<std::vector<double>> values(60);
    for (auto& point : values) {
      for (int g = 0; g < goals; ++g) {
        point.push_back(static_cast<double>(draw() % 12));
      }
    }
    const auto isBehind = [&](std::size_t point, std::size_t other) {
      const bool isNoBetter = std::equal(values[point].begin(), values[point].end(), values[other].begin(),
                                         [](double a, double b) { return a <= b; });
      return isNoBetter && (values[point] != values[other] || other < point);
    };
    std::vector<std::size_t> rest;
    for (std::size_t p = 0; p < values.size(); ++p) {
      rest.push_back(p);
    }
    for (auto layer : frontLayers(values)) {
      std::vector<std::size_t> front, others;
      for (const std::size_t point : rest) {
        const bool isOnFront = std::none_of(rest.begin(), rest.end(), [&](std::size_t other) {
          return other != point && isBehind(point, other);
        });
        (isOnFront ? front : others).push_back(point);
      }
      EXPECT_TRUE(std::is_sorted(layer.begin(), layer.end(), [&](std::size_t a, std::size_t b) {
        return values[a].front() > values[b].front();
      }));
      std::sort(layer.begin(), layer.end());
      EXPECT_EQ(layer, front);
      rest = others;
    }
    EXPECT_TRUE(rest.empty());
  }
}

}  // namespace
}  // namespace ohmic::sim
