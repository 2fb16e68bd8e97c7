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
  EXPECT_NEAR(std::sqrt(contrast.imageVariance) * 2.068657610,
              0.5 * (known.overImages->high - known.overImages->low), 1e-9);
  EXPECT_NEAR(std::sqrt(contrast.chipVariance) * 4.302652730,
              0.5 * (known.overChips->high - known.overChips->low), 1e-9);
}

TEST(PairedScores, TheDigitalNetworkIsTheSameOnEveryChip) {
  const Scores own = scoresOf({"f0", "a0"}, 8), digital = scoresOf({"ff"}, 8);
  const Contrast contrast = contrastOf({{&own, 1.0}, {&digital, -1.0}}, 0.01);
  EXPECT_DOUBLE_EQ(contrast.value, 6.0 / 16.0 - 1.0 + 0.01);
  EXPECT_EQ(contrast.chips, 2);
}

// Two chips of three images: 1, 0, 1 and 0, 0, 1 against 0, 0, 1 and 0, 1, 1.
TEST(PairedScores, DealtImagesVaryWithinTheirChipsAndChipsByTheRest) {
  const Scores one = scoresOf({"a", "2"}, 3, true), two = scoresOf({"2", "6"}, 3, true);
  EXPECT_EQ(one.byImage, (std::vector<std::int32_t>{1, 0, 1, 0, 0, 1}));
  EXPECT_DOUBLE_EQ(one.mean(), 0.5);
  const Contrast contrast = contrastOf({{&one, 1.0}, {&two, -1.0}});  // 1, 0, 0 and 0, -1, 0
  EXPECT_NEAR(contrast.value, 0.0, 1e-12);
  EXPECT_EQ(contrast.images, 6);
  EXPECT_NEAR(contrast.imageVariance, (2.0 / 3.0 + 2.0 / 3.0) / 4.0 / 6.0, 1e-12);
  EXPECT_NEAR(contrast.chipVariance, (1.0 / 9.0 + 1.0 / 9.0) / 2.0 - contrast.imageVariance, 1e-12);
  const Scores digital = scoresOf({"ff"}, 6);
  EXPECT_NEAR(contrastOf({{&one, 1.0}, {&digital, -1.0}}).value, 0.5 - 1.0, 1e-12);
}

// Four chips in two groups, three images each: what two chips of a group have in common is the images'.
TEST(PairedScores, ImagesOfAGroupVaryByTheMeanOfItsChips) {
  const Scores one = scoresOf({"e", "c", "8", "a"}, 3, 2);  // 111, 110; 100, 101
  EXPECT_EQ(one.groups(), 2U);
  EXPECT_EQ(one.byImage, (std::vector<std::int32_t>{2, 2, 1, 2, 0, 1}));
  EXPECT_EQ(one.byChip, (std::vector<std::int64_t>{3, 2, 1, 2}));
  EXPECT_DOUBLE_EQ(one.mean(), 8.0 / 12.0);
  const Contrast contrast = contrastOf({{&one, 1.0}});
  EXPECT_NEAR(contrast.value, 8.0 / 12.0, 1e-12);
  EXPECT_EQ(contrast.images, 6);
  EXPECT_EQ(contrast.chips, 4);
  // images 1, 1, 1/2 around 5/6 and 1, 0, 1/2 around 1/2; chips 1, 2/3, 1/3, 2/3 around 2/3
  EXPECT_NEAR(contrast.imageVariance, (1.0 / 6.0 + 1.0 / 2.0) / 4.0 / 6.0, 1e-12);
  EXPECT_NEAR(contrast.chipVariance, 2.0 / 9.0 / 3.0 / 4.0 - contrast.imageVariance * 2.0 / (3.0 * 2.0),
              1e-12);
  const Scores digital = scoresOf({"e0"}, 6);  // 111000: by group 1 and 0
  const Contrast beside = contrastOf({{&one, 1.0}, {&digital, -1.0}});
  EXPECT_NEAR(beside.value, 8.0 / 12.0 - 0.5, 1e-12);
  EXPECT_NEAR(beside.chipVariance, 5.0 / 108.0 - 1.0 / 36.0 / 3.0, 1e-12) << "chips 0, -1/3, 1/3, 2/3";
}

// t(99, 0.01), t(18, 0.01), t(9, 0.01) and t(9, 0.001) of printed
// tables: 2.364606, 2.552380, 2.821438, 4.296806.
TEST(PairedScores, AMarginIsOneBoundOverImagesAndChips) {
  const Contrast contrast{0.1, 1e-4, 4e-4, 100, 10};
  const double t2 = 2.364606 * 2.364606, unseen = (t2 + 2.0) / 300.0;
  const Margin margin(100, 10, {0.01, 0.5});
  const double images = t2 * (1e-4 + t2 / 12e4);
  EXPECT_NEAR(margin.of(contrast, 0.0), unseen + std::sqrt(images + 6.514644 * 2e-4), 1e-6)
      << "half of the own variance, which counts as much as the field's";
  EXPECT_NEAR(margin.of(contrast, 1.0), unseen + std::sqrt(images + 6.514644 * 0.5002), 1e-5);
  EXPECT_NEAR(Margin(100, 1, {0.01, 0.5}).of(contrast, 1.0), unseen + std::sqrt(images), 1e-6) << "one chip";
}

TEST(PairedScores, WhatContrastsHaveInCommonHoldsAtTheLevelOfTheRoundOnTheOwnChips) {
  const Contrast contrast{0.1, 0.0, 4e-4, 100000000, 10};
  EXPECT_NEAR(Margin(100000000, 10, {0.001, 0.001}).of(contrast, 0.0), 4.296806 * 0.02, 1e-5);
}

// The exact upper bound of a Poisson count of 0 is -ln(0.001) = 6.91, of 100 it is 134.92.
TEST(PairedScores, ImagesThatDifferAreCountedAsPoissonsLawDoes) {
  const Margin margin(1000000, 1, {0.001, 0.5});
  EXPECT_NEAR(1e6 * margin.of({0.0, 0.0, 0.0, 1000000, 1}, 0.0), 6.91, 0.35);
  EXPECT_NEAR(1e6 * margin.of({0.0, 100e-12, 0.0, 1000000, 1}, 0.0), 34.92, 0.1);
}

}  // namespace
}  // namespace ohmic::sim
