// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/mathematics/elementary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ohmic::configs {
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

TEST(Logarithm, IsWithinItsStatedErrorOverTheWholeRange) {
  for (double x = 1e-310; x < 1e300; x *= 1.00731) {
    const double expected = std::log(x);
    ASSERT_NEAR(logarithm(x), expected, 2e-16 + 2.3e-16 * std::abs(expected)) << x;
  }
}

TEST(Logarithm, HasTheLimitsOfTheFunction) {
  EXPECT_EQ(logarithm(1.0), 0.0);
  EXPECT_EQ(logarithm(0.0), -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(logarithm(-1.0)));
  EXPECT_TRUE(std::isnan(logarithm(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_EQ(logarithm(std::numeric_limits<double>::infinity()), std::numeric_limits<double>::infinity());
}

TEST(HyperbolicTangent, IsWithinItsStatedErrorOverTheWholeRange) {
  for (double x = 1e-300; x < 1e3; x *= 1.0031) {
    const double expected = std::tanh(x);
    ASSERT_NEAR(hyperbolicTangent(x), expected, 1e-14 * expected) << x;
    ASSERT_EQ(hyperbolicTangent(-x), -hyperbolicTangent(x)) << x;
  }
  EXPECT_EQ(hyperbolicTangent(0.0), 0.0);
  EXPECT_EQ(hyperbolicTangent(1e300), 1.0);
  EXPECT_TRUE(std::isnan(hyperbolicTangent(std::numeric_limits<double>::quiet_NaN())));
}

TEST(ErrorFunction, IsWithinItsStatedErrorOverTheWholeRange) {
  for (double x = 1e-300; x < 10.0; x *= 1.00031) {
    const double expected = std::erf(x);
    ASSERT_NEAR(errorFunction(x), expected, std::min(2e-15, 1e-14 * expected)) << x;
    ASSERT_EQ(errorFunction(-x), -errorFunction(x)) << x;
  }
  EXPECT_EQ(errorFunction(0.0), 0.0);
  EXPECT_EQ(errorFunction(std::numeric_limits<double>::infinity()), 1.0);
  EXPECT_TRUE(std::isnan(errorFunction(std::numeric_limits<double>::quiet_NaN())));
}

TEST(Power, IsWithinItsStatedError) {
  for (double x = 0.01; x < 1e9; x *= 1.37) {
    for (const double y : {-3.0, -0.06, 0.0, 0.5, 0.65, 2.0}) {
      const double expected = std::pow(x, y);
      ASSERT_NEAR(power(x, y), expected, 2e-15 * (1.0 + std::abs(y * std::log(x))) * expected)
          << x << "^" << y;
    }
  }
  EXPECT_EQ(power(0.0, 0.65), 0.0);
}

TEST(Elementary, SineCosineAndArcTangentEqualTheLibrarys) {
  for (double x = -40.0; x <= 40.0; x += 0.0173) {
    EXPECT_NEAR(sine(x), std::sin(x), 1e-15) << x;
    EXPECT_NEAR(cosine(x), std::cos(x), 1e-15) << x;
    EXPECT_NEAR(arcTangent(x), std::atan(x), 1e-15) << x;
  }
  EXPECT_NEAR(sine(1e5), std::sin(1e5), 1e-15);
  EXPECT_EQ(sine(0.0), 0.0);
  EXPECT_EQ(cosine(0.0), 1.0);
  EXPECT_TRUE(std::isnan(sine(std::numeric_limits<double>::infinity())));
}

}  // namespace
}  // namespace ohmic::configs
