// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/levels.h"

#include <gtest/gtest.h>

namespace ohmic::mapping {
namespace {

LevelFormat eightBits(std::optional<int> cellBits) {
  WeightFormat weights;
  weights.cellBits = cellBits;
  return levelFormat(weights);
}

TEST(QuantiseWeights, TheGreatestMagnitudeIsTheGreatestLevel) {
  const models::Tensor weight{{2, 2}, {0.5F, -1.0F, 0.25F, 0.0F}};
  const auto levels = quantiseWeights(weight, eightBits(8), ScaleScope::layer);
  EXPECT_EQ(levels.scale, std::vector<double>{1.0 / 127});
  EXPECT_EQ(levels.level, (std::vector<float>{64.0F, -127.0F, 32.0F, 0.0F}));  // 63.5 rounds to even
}

TEST(QuantiseWeights, EachColumnMayHaveItsScale) {
  const models::Tensor weight{{2, 2}, {0.5F, -1.0F, 0.25F, 0.0F}};
  const auto levels = quantiseWeights(weight, eightBits(8), ScaleScope::column);
  EXPECT_EQ(levels.scale, (std::vector<double>{1.0 / 127, 0.25 / 127}));
  EXPECT_EQ(levels.level[2], 127.0F);
}

TEST(QuantiseWeights, AnalogLevelsAreNotRounded) {
  const models::Tensor weight{{1, 2}, {0.1F, 1.0F}};
  const auto levels = quantiseWeights(weight, eightBits({}), ScaleScope::layer);
  EXPECT_FLOAT_EQ(levels.level[0], 12.7F);
}

TEST(QuantiseWeights, AllZeroWeightsHaveScaleOne) {
  const models::Tensor weight{{1, 3}, {0.0F, 0.0F, 0.0F}};
  const auto levels = quantiseWeights(weight, eightBits(8), ScaleScope::column);
  EXPECT_EQ(levels.scale, std::vector<double>{1.0});
  EXPECT_EQ(levels.level, (std::vector<float>{0.0F, 0.0F, 0.0F}));
}

// Four weights of magnitude 1 and one of 11: mean 3, variance 16.
TEST(QuantiseWeights, ClippingSaturatesBeyondSoManyStandardDeviations) {
  const models::Tensor weight{{1, 5}, {1.0F, 1.0F, 1.0F, 1.0F, 11.0F}};
  const auto levels = quantiseWeights(weight, eightBits(8), ScaleScope::layer, 2.0);
  EXPECT_DOUBLE_EQ(levels.scale[0], 8.0 / 127);
  EXPECT_EQ(levels.level[4], 127.0F);
  EXPECT_EQ(levels.level[0], 16.0F);  // 15.875
  EXPECT_DOUBLE_EQ(quantiseWeights(weight, eightBits(8), ScaleScope::layer, 3.0).scale[0], 11.0 / 127);
}

TEST(QuantiseWeights, AQuantisedModelKeepsItsOwnLevelsAndScales) {
  models::Tensor weight{{2, 2}, {50.0F, -64.0F, 0.75F, 0.0F}};
  weight.steps = {0.5, 0.25};
  const auto levels = quantiseWeights(weight, eightBits(8), ScaleScope::layer);
  EXPECT_EQ(levels.scale, weight.steps);
  EXPECT_EQ(levels.level, (std::vector<float>{100.0F, -127.0F, 3.0F, 0.0F}));  // -128 saturates
}

TEST(QuantiseWeights, AQuantisedModelIsRoundedAgainWhereItsLevelsDoNotFit) {
  models::Tensor weight{{1, 2}, {100.0F, -128.0F}};
  weight.steps = {1.0};
  WeightFormat fourBits;
  fourBits.bits = 4;
  fourBits.cellBits = 4;
  const auto levels = quantiseWeights(weight, levelFormat(fourBits), ScaleScope::layer);
  EXPECT_DOUBLE_EQ(levels.scale[0], 128.0 / 7);
  EXPECT_EQ(levels.level, (std::vector<float>{5.0F, -7.0F}));
}

}  // namespace
}  // namespace ohmic::mapping
