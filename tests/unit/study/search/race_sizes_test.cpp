// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/race_sizes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace ohmic::sim {
namespace {

std::string textOf(const std::vector<RaceSize>& sizes) {
  std::string text;
  for (const auto& size : sizes) {
    text += std::to_string(size.images) + (size.isDealt() ? "/" : "x") + std::to_string(size.chips);
    text += size.chipsOfAnImage > 1 ? "*" + std::to_string(size.chipsOfAnImage) + " " : " ";
  }
  return text;
}

TEST(RaceSizes, DealFourTimesTheImagesUntilAllAreSeen) {
  EXPECT_EQ(textOf(raceSizes(10000, 10)), "150/10 620/10 2500/10 10000/10 10000/10*5 ");
  EXPECT_EQ(textOf(raceSizes(10000, 16)), "150/15 624/16 2496/16 10000/16 10000/16*4 10000x16 ");
  EXPECT_EQ(textOf(raceSizes(2000, 1)), "125x1 500x1 2000x1 ");
  EXPECT_EQ(textOf(raceSizes(400, 100)), "100/10 400/40 ") << "ten images of a chip at least";
  EXPECT_EQ(textOf(raceSizes(10000, 3)), "156/3 624/3 2499/3 9999/3 ");
  EXPECT_EQ(textOf(raceSizes(15, 2)), "15x2 ");
}

TEST(RaceSizes, GrowAndAreDealtInEqualParts) {
  for (const std::int64_t images : {1, 7, 99, 100, 101, 399, 5000, 50000, 1281167}) {
    for (const int chips : {1, 2, 9, 10, 11, 40, 41, 1000, 100000}) {
      const auto sizes = raceSizes(images, chips);
      ASSERT_FALSE(sizes.empty());
      EXPECT_LE(sizes.back().images, images);
      EXPECT_GT(sizes.back().images,
                images - std::min<std::int64_t>(chips, std::max<std::int64_t>(images / 10, 1)));
      for (std::size_t s = 1; s < sizes.size(); ++s) {
        EXPECT_LE(sizes[s - 1].images, sizes[s].images);
        EXPECT_LE(sizes[s - 1].chips, sizes[s].chips);
        EXPECT_LT(sizes[s - 1].evaluations(), sizes[s].evaluations());
      }
      for (const auto& size : sizes) {
        EXPECT_TRUE(!size.isDealt() || (size.images * size.chipsOfAnImage % size.chips == 0 &&
                                        size.images * size.chipsOfAnImage / size.chips >= 10));
      }
    }
  }
}

}  // namespace
}  // namespace ohmic::sim
