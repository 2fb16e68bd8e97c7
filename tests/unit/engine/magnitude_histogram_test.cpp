// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/magnitude_histogram.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace ohmic::sim {
namespace {

constexpr double kBin = 1.0 / 256.0;  // width of a bin, at most this share of its values

// Of 1 to 1000, a share p lies up to 1000 p.
TEST(Percentile, IsTheValueThatHoldsItsShare) {
  std::vector<float> values;
  for (int i = 1; i <= 1000; ++i) {
    values.push_back(static_cast<float>(i % 2 == 0 ? i : -i));
  }
  MagnitudeHistogram histogram;
  histogram.add(values.data(), static_cast<std::int64_t>(values.size()));
  EXPECT_EQ(histogram.total(), 1000);
  for (const double share : {0.1, 0.5, 0.9, 0.99, 1.0}) {
    EXPECT_GE(histogram.percentile(share), 1000.0 * share) << share;
    EXPECT_LE(histogram.percentile(share), 1000.0 * share * (1.0 + kBin) + 1e-9) << share;
  }
}

TEST(Percentile, CountsZerosAndWeights) {
  MagnitudeHistogram histogram;
  const std::vector<float> zeros(9, 0.0F);
  histogram.add(zeros.data(), 9);
  const std::vector<std::int64_t> sums = {-8};
  histogram.add(sums.data(), 1, 11);
  EXPECT_EQ(histogram.total(), 20);
  EXPECT_EQ(histogram.percentile(0.45), 0.0);
  EXPECT_NEAR(histogram.percentile(0.46), 8.0, 8.0 * kBin);
}

// Banner, Nahshan and Soudry, "Post training 4-bit quantization of convolutional networks for
// rapid-deployment" (NeurIPS 2019), section 3.1: the best clipping of a Laplace distribution of scale 1
// is 2.83, 3.89 and 5.03 for 2, 3 and 4 bits, which are 2, 4 and 8 steps on either side of zero. Candidate
// ranges lie up to 6 % apart.
TEST(LeastErrorRange, OfALaplaceDistributionIsThePublishedClipping) {
  constexpr int kValues = 200000;
  std::vector<float> values;
  for (int i = 0; i < kValues; ++i) {
    values.push_back(static_cast<float>(-std::log((i + 0.5) / kValues)));
  }
  MagnitudeHistogram histogram;
  histogram.add(values.data(), kValues);
  EXPECT_NEAR(histogram.leastErrorRange(2), 2.83, 0.035 * 2.83);
  EXPECT_NEAR(histogram.leastErrorRange(4), 3.89, 0.035 * 3.89);
  EXPECT_NEAR(histogram.leastErrorRange(8), 5.03, 0.035 * 5.03);
}

TEST(LeastErrorRange, OfOneMagnitudeHoldsIt) {
  const std::vector<float> values(100, -3.0F);
  MagnitudeHistogram histogram;
  histogram.add(values.data(), 100);
  EXPECT_NEAR(histogram.leastErrorRange(127), 3.0, 3.0 * kBin);
}

MagnitudeHistogram histogramOf(const std::vector<float>& values) {
  MagnitudeHistogram histogram;
  histogram.add(values.data(), static_cast<std::int64_t>(values.size()));
  return histogram;
}

// The end of a bin lies up to 1/256 above: at a power of two the whole of it.
TEST(MagnitudeHistogram, AllOfTheValuesReachToTheGreatestItself) {
  for (const float greatest : {1.0F, 2.0F, 0.125F, 3.0F, 0.1F, 1.9999F, 6.0F, 1000.0F}) {
    const auto histogram = histogramOf({0.0F, -0.5F * greatest, greatest, 0.25F * greatest});
    EXPECT_EQ(histogram.percentile(1.0), static_cast<double>(greatest));
    EXPECT_EQ(histogram.greatest(), static_cast<double>(greatest));
    EXPECT_EQ(histogramOf({-greatest}).percentile(1.0), static_cast<double>(greatest));
  }
}

TEST(MagnitudeHistogram, OfSumsToo) {
  const std::vector<std::int64_t> sums = {3, -1024, 512};
  MagnitudeHistogram histogram;
  histogram.add(sums.data(), 3, 4);
  EXPECT_EQ(histogram.percentile(1.0), 1024.0);
  EXPECT_EQ(histogram.total(), 12);
}

TEST(MagnitudeHistogram, AddingKeepsTheGreater) {
  auto histogram = histogramOf({1.0F});
  histogram.add(histogramOf({4.0F, 2.0F}));
  EXPECT_EQ(histogram.greatest(), 4.0);
  EXPECT_EQ(histogram.percentile(1.0), 4.0);
}

// 1,000 values of 1 to 1,000: a share's end is that of its bin, at most 1/256 above.
TEST(MagnitudeHistogram, ASmallerShareEndsWithinItsBin) {
  std::vector<float> values;
  for (int i = 1; i <= 1000; ++i) {
    values.push_back(static_cast<float>(i));
  }
  const auto histogram = histogramOf(values);
  for (const double share : {0.1, 0.5, 0.99}) {
    const double end = histogram.percentile(share);
    EXPECT_GE(end, share * 1000.0);
    EXPECT_LE(end, share * 1000.0 * (1.0 + 1.0 / 256.0) + 1e-9);
  }
}

// A part of the same sums asks for the same range; one whose sums are twenty times as large, and whose
// conversions reach twice as far, for more.
TEST(MagnitudeHistogram, PartsHaveARangeTogether) {
  std::vector<float> small, large;
  for (int i = 1; i <= 100; ++i) {
    small.push_back(static_cast<float>(i));
    large.push_back(static_cast<float>(20 * i));
  }
  const auto own = histogramOf(small), ten = histogramOf(large);
  const double alone = own.leastErrorRange(7);
  EXPECT_DOUBLE_EQ(leastErrorRange({{&own, 1.0, 7, 1.0}}), alone);
  EXPECT_DOUBLE_EQ(leastErrorRange({{&own, 1.0, 7, 1.0}, {&own, 1.0, 7, 3.0}}), alone);
  EXPECT_GT(leastErrorRange({{&own, 1.0, 7, 1.0}, {&ten, 2.0, 7, 1.0}}), 3.0 * alone);
  EXPECT_DOUBLE_EQ(leastErrorRange({{&ten, 2.0, 7, 1.0}}), leastErrorRange({{&ten, 1.0, 7, 1.0}}) / 2.0);
}

TEST(MagnitudeHistogram, ZerosHaveNoRange) {
  EXPECT_EQ(histogramOf({0.0F, 0.0F}).percentile(1.0), 0.0);
  EXPECT_EQ(histogramOf({0.0F}).greatest(), 0.0);
}

}  // namespace
}  // namespace ohmic::sim
