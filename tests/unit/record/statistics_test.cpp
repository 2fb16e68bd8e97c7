// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

namespace ohmic::sim {
namespace {

/// P(|T| <= t) of Student's distribution, in closed form (Abramowitz and Stegun 26.7.3 and 26.7.4).
double studentShareWithin(double t, int degrees) {
  const double theta = std::atan(t / std::sqrt(static_cast<double>(degrees)));
  const double c = std::cos(theta), s = std::sin(theta);
  const bool isOdd = degrees % 2 == 1;
  double term = isOdd ? c : 1.0, sum = 0.0;
  for (int k = isOdd ? 1 : 0; k <= degrees - 2; k += 2) {
    sum += term;
    term *= c * c * (k + 1.0) / (k + 2.0);
  }
  return isOdd ? (theta + s * sum) * 2.0 / std::acos(-1.0) : s * sum;
}

// Squared deviations from the mean 5 add up to 32.
TEST(Statistics, TheDeviationOfASampleDividesByOneLess) {
  const std::vector<double> sample = {2, 4, 4, 4, 5, 5, 7, 9};
  EXPECT_DOUBLE_EQ(mean(sample), 5.0);
  EXPECT_DOUBLE_EQ(standardDeviation(sample), std::sqrt(32.0 / 7.0));
  EXPECT_DOUBLE_EQ(standardDeviation({1.0, 3.0}), std::sqrt(2.0));
  EXPECT_EQ(standardDeviation({0.7}), 0.0);
}

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: upper critical values of Student's t, 0.975.
TEST(Statistics, StudentsQuantilesAreThePublishedOnes) {
  const std::vector<std::pair<int, double>> published = {
      {1, 12.706}, {2, 4.303},  {3, 3.182},  {4, 2.776},  {5, 2.571},  {6, 2.447},  {7, 2.365},  {8, 2.306},
      {9, 2.262},  {10, 2.228}, {11, 2.201}, {12, 2.179}, {13, 2.160}, {14, 2.145}, {15, 2.131}, {16, 2.120},
      {17, 2.110}, {18, 2.101}, {19, 2.093}, {20, 2.086}, {21, 2.080}, {22, 2.074}, {23, 2.069}, {24, 2.064},
      {25, 2.060}, {26, 2.056}, {27, 2.052}, {28, 2.048}, {29, 2.045}, {30, 2.042}, {40, 2.021}, {50, 2.009},
      {60, 2.000}, {70, 1.994}, {80, 1.990}, {90, 1.987}, {100, 1.984}};
  for (const auto& [degrees, quantile] : published) {
    EXPECT_NEAR(studentQuantile(degrees), quantile, 0.00061) << degrees;
  }
}

TEST(Statistics, NineteenOfTwentyLieWithinStudentsQuantile) {
  for (int degrees = 1; degrees <= 1000; ++degrees) {
    EXPECT_NEAR(studentShareWithin(studentQuantile(degrees), degrees), 0.95, 1e-10) << degrees;
  }
}

/// t(0.975, 2) in closed form: (2 p - 1) / sqrt(2 p (1 - p)) at p = 0.975.
const double kTwoDegrees = 0.95 / std::sqrt(0.04875);

// The sample's deviation is 0.02 and its mean 0.5.
TEST(Statistics, TheIntervalOfAMeanIsStudents) {
  const auto interval = studentInterval({0.48, 0.5, 0.52});
  ASSERT_TRUE(interval);
  const double half = kTwoDegrees * 0.02 / std::sqrt(3.0);
  EXPECT_NEAR(interval->low, 0.5 - half, 1e-11);
  EXPECT_NEAR(interval->high, 0.5 + half, 1e-11);
  EXPECT_FALSE(studentInterval({0.5}));
  EXPECT_EQ(studentInterval({0.0, 1.0})->low, 0.0);
  EXPECT_EQ(studentInterval({0.0, 1.0})->high, 1.0);
}

TEST(Statistics, AMeanIsKnownOnceHalfItsIntervalIsNarrow) {
  const double half = kTwoDegrees * 0.02 / std::sqrt(3.0);
  EXPECT_TRUE(isKnownWithin({0.48, 0.5, 0.52}, half + 1e-9));
  EXPECT_FALSE(isKnownWithin({0.48, 0.5, 0.52}, half - 1e-9));
  EXPECT_FALSE(isKnownWithin({0.5}, 1.0)) << "one chip tells no spread";
  EXPECT_TRUE(isKnownWithin({0.5, 0.5}, 0.0)) << "a bound is met where it is equal";
}

// The ends are the shares q from which p lies 1.959964 standard deviations of q away: (p - q)^2 n = z^2 q (1
// - q).
TEST(Statistics, WilsonsEndsAreWhereTheScoreIsCritical) {
  const double z = 1.959963984540054;
  for (const auto& [share, trials] : {std::pair(0.9, 100), std::pair(0.5, 7), std::pair(0.999, 10000)}) {
    const Interval ends = wilsonInterval(share, trials);
    for (const double q : {ends.low, ends.high}) {
      EXPECT_NEAR((share - q) * (share - q) * trials, z * z * q * (1.0 - q), 1e-9)
          << share << " of " << trials;
    }
    EXPECT_LT(ends.low, share);
    EXPECT_GT(ends.high, share);
  }
  EXPECT_EQ(wilsonInterval(1.0, 20).high, 1.0);
  EXPECT_NEAR(wilsonInterval(1.0, 20).low, 20.0 / (20.0 + z * z), 1e-12);
}

}  // namespace
}  // namespace ohmic::sim
