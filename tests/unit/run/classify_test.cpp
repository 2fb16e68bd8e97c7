// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/classify.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace ohmic::sim {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

int predicted(const std::vector<float>& logits) {
  return predict(logits.data(), static_cast<std::int64_t>(logits.size()), 0.0);
}

bool isAmongFive(const std::vector<float>& logits, int label) {
  return isInTop5(logits.data(), static_cast<std::int64_t>(logits.size()), label);
}

TEST(Predict, TakesTheGreatestLogitOfEqualsTheFirst) {
  EXPECT_EQ(predicted({-3.0F, -1.0F, -2.0F}), 1);
  EXPECT_EQ(predicted({0.0F, 2.0F, 2.0F}), 1);
  EXPECT_EQ(predicted({1.0F, 1.0F}), 0);
}

// As numpy.argmax and torch.argmax do.
TEST(Predict, TakesTheFirstThatIsNoNumber) {
  EXPECT_EQ(predicted({5.0F, kNan, 9.0F, kNan}), 1);
  EXPECT_EQ(predicted({kNan, 9.0F}), 0);
}

TEST(Predict, OfOneLogitIsWhetherItExceedsTheThreshold) {
  const float below = 0.25F, at = 0.5F, above = 0.75F;
  EXPECT_EQ(predict(&below, 1, 0.5), 0);
  EXPECT_EQ(predict(&at, 1, 0.5), 0);
  EXPECT_EQ(predict(&above, 1, 0.5), 1);
}

TEST(Top5, HoldsFiveOfEqualsTheFirst) {
  const std::vector<float> falling = {9.0F, 8.0F, 7.0F, 6.0F, 5.0F, 4.0F, 3.0F};
  const std::vector<float> equal(7, 1.0F);
  for (int label = 0; label < 7; ++label) {
    EXPECT_EQ(isAmongFive(falling, label), label < 5) << label;
    EXPECT_EQ(isAmongFive(equal, label), label < 5) << label;
  }
  EXPECT_TRUE(isAmongFive({1.0F, 2.0F, 3.0F, 4.0F, 5.0F}, 0)) << "five classes or fewer";
}

TEST(Top1, IsTheShareThatIsRight) {
  EXPECT_DOUBLE_EQ(top1({0, 1, 2, 3}, {0, 1, 2, 0}), 0.75);
  EXPECT_EQ(top1({}, {}), 0.0);
}

}  // namespace
}  // namespace ohmic::sim
