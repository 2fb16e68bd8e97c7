// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/paired_scores.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/record/compare_runs.h"

namespace ohmic::sim {
namespace {

TEST(PairedScores, CountTheBitsOfEveryChip) {
  const Scores scores = scoresOf({"f0", "a8"}, 6);  // 111100, 101010
  EXPECT_EQ(scores.byImage, (std::vector<std::int32_t>{2, 1, 2, 1, 1, 0}));
  EXPECT_EQ(scores.byChip, (std::vector<std::int64_t>{4, 3}));
  EXPECT_DOUBLE_EQ(scores.mean(), 7.0 / 12.0);
}

// What `ohmic compare` computes of the same bits another way.
TEST(PairedScores, ADifferenceHasTheErrorsOfComparingTwoRuns) {
  const std::vector<std::string> first = {"f0f0f0", "a8a8a8", "123456"};
  const std::vector<std::string> second = {"ff00ff", "0a8a8a", "654321"};
  const Answers a{"", "", 24, 3, 1, first}, b{"", "", 24, 3, 1, second};
  const PairedDifference known = pairedDifference({{&a, &b}});
  const Scores one = scoresOf(first, 24), two = scoresOf(second, 24);
  const Contrast contrast = contrastOf({{&two, 1.0}, {&one, -1.0}});
  EXPECT_NEAR(contrast.value, known.difference, 1e-12);
  EXPECT_NEAR(contrast.imageError * 2.068657610, 0.5 * (known.overImages->high - known.overImages->low),
              1e-9);
  EXPECT_NEAR(contrast.chipError * 4.302652730, 0.5 * (known.overChips->high - known.overChips->low), 1e-9);
  EXPECT_NEAR(chipErrorOf(two, &one), contrast.chipError, 1e-12);
}

TEST(PairedScores, TheDigitalNetworkIsTheSameOnEveryChip) {
  const Scores own = scoresOf({"f0", "a0"}, 8), digital = scoresOf({"ff"}, 8);
  const Contrast contrast = contrastOf({{&own, 1.0}, {&digital, -1.0}}, 0.01);
  EXPECT_DOUBLE_EQ(contrast.value, 6.0 / 16.0 - 1.0 + 0.01);
  EXPECT_EQ(contrast.chips, 2);
}

// t(9, 0.01) and t(99, 0.01) of printed tables.
TEST(PairedScores, AMarginAddsImagesWhatTheyDidNotShowAndChips) {
  const Contrast contrast{0.1, 0.01, 0.02, 100, 10};
  const Margin margin(100, 10, 12, {0.03, 0.03});
  const double images = 2.364606 * 0.01, unseen = std::log(100.0) / 100.0;
  EXPECT_NEAR(margin.of(contrast, 0.0), images + unseen + 2.821438 * 0.02, 1e-6);
  EXPECT_NEAR(margin.of(contrast, 1.0), images + unseen + 2.364606 * 1.0, 1e-5) << "t(99): 9 x 11 degrees";
  EXPECT_NEAR(margin.of(contrast, 0.0, 2.0) - margin.of(contrast, 0.0), unseen, 1e-9);
}

TEST(PairedScores, ImagesThatAreAllEqualAreNotCertain) {
  const Contrast equal{0.0, 0.0, 0.0, 300, 1};
  EXPECT_NEAR(Margin(300, 1, 2, {0.15, 0.15}).of(equal, 0.0), 0.00998, 1e-5) << "the rule of three: 3 / n";
}

}  // namespace
}  // namespace ohmic::sim
