// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/elementary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace ohmic::models {
namespace {

TEST(Exponential, IsWithinItsStatedErrorOverTheWholeRange) {
  for (double x = -700.0; x <= 709.0; x += 0.00731) {
    const double expected = std::exp(x);
    ASSERT_NEAR(exponential(x), expected, 2e-15 * expected) << x;
  }
}

TEST(Exponential, HasTheLimitsOfTheFunction) {
  EXPECT_EQ(exponential(0.0), 1.0);
  EXPECT_EQ(exponential(-1e300), 0.0);
  EXPECT_EQ(exponential(710.0), std::numeric_limits<double>::infinity());
  EXPECT_NEAR(exponential(-740.0), std::exp(-740.0), 5e-324);
  EXPECT_TRUE(std::isnan(exponential(std::numeric_limits<double>::quiet_NaN())));
}

TEST(Sigmoid, IsSymmetricAndSaturates) {
  EXPECT_EQ(sigmoid(0.0F), 0.5F);
  EXPECT_FLOAT_EQ(sigmoid(2.0F), 0.880797078F);
  EXPECT_FLOAT_EQ(sigmoid(-2.0F), 1.0F - 0.880797078F);
  EXPECT_EQ(sigmoid(-1000.0F), 0.0F);
  EXPECT_EQ(sigmoid(1000.0F), 1.0F);
}

}  // namespace
}  // namespace ohmic::models
