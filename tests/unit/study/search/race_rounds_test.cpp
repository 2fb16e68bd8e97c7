// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/race_rounds.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <vector>

namespace ohmic::sim {
namespace {

using Layers = std::vector<std::vector<std::size_t>>;

/// One layer for each point, as of a single goal.
Layers ranked(std::size_t points) {
  Layers layers;
  for (std::size_t p = 0; p < points; ++p) {
    layers.push_back({p});
  }
  return layers;
}

/// 36 points of 1,000 images on 10 chips, 64 images of calibration: rounds of 250, 1000, and 1000 images on 5
/// chips each; the grid takes 362,304 evaluations.
RaceRounds ofATable(std::optional<std::int64_t> budget = std::nullopt) {
  return {raceSizes(1000, 10), 64, 36 * 10064, budget};
}

TEST(RaceRounds, ShareATenthOfTheGridOutEqually) {
  const auto rounds = ofATable();
  ASSERT_EQ(rounds.count(), 3U);
  EXPECT_EQ(rounds.first(36), 0U);
  const std::int64_t spent = rounds.costOf(0, 36);
  EXPECT_EQ(spent, 36 * 314);
  const auto second = rounds.next(0, ranked(36), spent);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->size, 1U);
  EXPECT_EQ(second->points.size(), 11U) << "(36230 - 11304) / 2 / 1064 = 11.7";
  EXPECT_EQ(second->points.front(), 0U) << "the best ones";
  const auto third = rounds.next(1, ranked(11), spent + 11 * 1064);
  ASSERT_TRUE(third);
  EXPECT_EQ(third->points.size(), 2U) << "(36230 - 23008) / 5064 = 2.6";
  EXPECT_FALSE(rounds.next(2, ranked(2), spent + 11 * 1064 + 2 * 5064)) << "no size is left";
  EXPECT_EQ(ofATable(360000).next(0, ranked(36), spent)->points.size(), 36U) << "a given budget";
}

TEST(RaceRounds, TakeTheWholeFrontUntilAllImagesAreSeen) {
  Layers layers(2);
  for (std::size_t p = 0; p < 36; ++p) {
    layers[p < 30 ? 0 : 1].push_back(p);
  }
  const auto rounds = ofATable();
  const auto second = rounds.next(0, layers, 36 * 314);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->points.size(), 30U) << "and no part of the second layer, which does not fit";
  EXPECT_FALSE(rounds.next(1, layers, 36 * 314 + 30 * 1064)) << "more chips are for a front that is paid for";
}

TEST(RaceRounds, TakeAtLeastAQuarterAndFourPoints) {
  const RaceRounds rounds(raceSizes(2000, 1), 0, 100 * 2000, 1);
  EXPECT_EQ(rounds.next(0, ranked(100), 12500)->points.size(), 25U);
  EXPECT_EQ(rounds.next(1, ranked(9), 25000)->points.size(), 4U);
  EXPECT_EQ(rounds.next(1, ranked(3), 25000)->points.size(), 3U);
}

TEST(RaceRounds, LetTheOnlyPointLeftSeeAllImagesAtOnce) {
  const auto rounds = ofATable();
  EXPECT_EQ(rounds.first(1), 1U);
  EXPECT_EQ(rounds.next(0, ranked(1), 0)->size, 1U);
  EXPECT_FALSE(rounds.next(1, ranked(1), 0));
  EXPECT_FALSE(rounds.next(0, {}, 0));
}

// One chip, all on the front: rounds of 125 and 500 of 2,000 images are begun while a whole one after them
// leaves the sum within 1.1 of the grid.
TEST(RaceRounds, LeaveOutARoundThatWouldCostMoreThanTheGrid) {
  const RaceRounds rounds(raceSizes(2000, 1), 0, 20 * 2000, std::nullopt);
  Layers front(1, std::vector<std::size_t>(20));
  std::iota(front[0].begin(), front[0].end(), std::size_t{0});
  EXPECT_EQ(rounds.first(20), 0U);
  EXPECT_EQ(rounds.next(0, front, 20 * 125)->size, 2U);
  front[0].resize(10);
  EXPECT_EQ(rounds.next(0, front, 20 * 125)->size, 1U);
}

}  // namespace
}  // namespace ohmic::sim
