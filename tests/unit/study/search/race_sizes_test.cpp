// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/race_sizes.h"

#include <gtest/gtest.h>

namespace ohmic::sim {
namespace {

std::string textOf(const std::vector<RaceSize>& sizes) {
  std::string text;
  for (const auto& size : sizes) {
    text += std::to_string(size.images) + "x" + std::to_string(size.chips) + " ";
  }
  return text;
}

TEST(RaceSizes, TakeFourTimesTheImagesAndThenFourTimesTheChips) {
  EXPECT_EQ(textOf(raceSizes(10000, 10)), "157x10 625x10 2500x10 10000x10 ");
  EXPECT_EQ(textOf(raceSizes(2000, 1)), "125x1 500x1 2000x1 ");
  EXPECT_EQ(textOf(raceSizes(400, 100)), "100x10 400x10 400x25 400x100 ");
}

TEST(RaceSizes, EndWithTheWholeRunAndEachIsAPartOfTheNext) {
  for (const std::int64_t images : {1, 7, 99, 100, 101, 399, 5000, 50000, 1281167}) {
    for (const int chips : {1, 2, 9, 10, 11, 40, 41, 1000, 100000}) {
      const auto sizes = raceSizes(images, chips);
      ASSERT_FALSE(sizes.empty());
      EXPECT_EQ(sizes.back().images, images);
      EXPECT_EQ(sizes.back().chips, chips);
      for (std::size_t s = 1; s < sizes.size(); ++s) {
        EXPECT_LE(sizes[s - 1].images, sizes[s].images);
        EXPECT_LE(sizes[s - 1].chips, sizes[s].chips);
        EXPECT_LT(sizes[s - 1].images * sizes[s - 1].chips, sizes[s].images * sizes[s].chips);
      }
    }
  }
}

}  // namespace
}  // namespace ohmic::sim
