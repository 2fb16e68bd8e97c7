// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/axis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace ohmic::sim::report {
namespace {

std::vector<std::string> labels(const std::vector<Tick>& ticks) {
  std::vector<std::string> texts;
  for (const auto& tick : ticks) {
    texts.push_back(tick.label);
  }
  return texts;
}

using Labels = std::vector<std::string>;

TEST(LinearTicks, AreRoundAndWithinTheRange) {
  EXPECT_EQ(labels(linearTicks(0.0, 1.0)), (Labels{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
  EXPECT_EQ(labels(linearTicks(0.0, 97.0)), (Labels{"0", "20", "40", "60", "80"}));
  EXPECT_EQ(labels(linearTicks(-1.0, 1.2)), (Labels{"−1.0", "−0.5", "0.0", "0.5", "1.0"}));
  EXPECT_EQ(labels(linearTicks(90.3, 92.7)), (Labels{"90.5", "91.0", "91.5", "92.0", "92.5"}));
}

TEST(LinearTicks, SayThousandsAndSmallNumbersInFull) {
  EXPECT_EQ(labels(linearTicks(0.0, 120000.0)), (Labels{"0", "50,000", "100,000"}));
  EXPECT_EQ(labels(linearTicks(0.0, 0.0003)), (Labels{"0.0000", "0.0001", "0.0002", "0.0003"}));
}

TEST(LinearTicks, AreDecimalNumbersWithoutRoundingDust) {
  for (const auto& tick : linearTicks(0.0, 1.0, 10)) {
    EXPECT_EQ(tick.value, std::stod(tick.label));
  }
}

// Between 1 and 5 times the wanted number would mean that the step is no nice number near the wanted one.
TEST(LinearTicks, KeepTheirNumberOverThirtyDecades) {
  for (int exponent = -15; exponent <= 15; ++exponent) {
    for (double mantissa = 1.0; mantissa < 10.0; mantissa += 0.1) {
      const auto ticks = linearTicks(0.0, mantissa * std::pow(10.0, exponent));
      EXPECT_GE(ticks.size(), 3U) << mantissa << "e" << exponent;
      EXPECT_LE(ticks.size(), 6U) << mantissa << "e" << exponent;
    }
  }
}

TEST(LogTicks, ArePowersOfTen) {
  EXPECT_EQ(labels(logTicks(0.001, 1000.0)), (Labels{"0.001", "0.01", "0.1", "1", "10", "100", "1,000"}));
  EXPECT_EQ(labels(logTicks(1e-7, 1e-4)), (Labels{"10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴"}));
}

TEST(LogTicks, FillShortRangesAndThinLongOnes) {
  EXPECT_EQ(labels(logTicks(1.0, 20.0)), (Labels{"1", "2", "5", "10", "20"}));
  EXPECT_EQ(labels(logTicks(1e-9, 5e-9)), (Labels{"10⁻⁹", "2·10⁻⁹", "5·10⁻⁹"}));
  EXPECT_LE(logTicks(1e-12, 1e12).size(), 8U);
  EXPECT_GE(logTicks(3.1, 3.9).size(), 2U);
}

TEST(Axis, MapsItsEndsToZeroAndOne) {
  const Axis linear = linearAxis("x", 2.0, 6.0);
  EXPECT_DOUBLE_EQ(linear.share(2.0), 0.0);
  EXPECT_DOUBLE_EQ(linear.share(3.0), 0.25);
  EXPECT_DOUBLE_EQ(linear.share(6.0), 1.0);
  const Axis log = logAxis("x", 1.0, 1e4);
  EXPECT_DOUBLE_EQ(log.share(1e1), 0.25);
  EXPECT_DOUBLE_EQ(log.share(1e4), 1.0);
  EXPECT_DOUBLE_EQ(logAxis("x", 1e2, 1e4).share(1e3), 0.5);
}

TEST(Axis, KeepsEveryPlaceWithinThePlot) {
  const Axis axis = logAxis("x", 1.0, 10.0);
  EXPECT_EQ(axis.share(0.0), 0.0);
  EXPECT_EQ(axis.share(-3.0), 0.0);
  EXPECT_EQ(axis.share(1e9), 1.0);
  EXPECT_EQ(axis.share(std::numeric_limits<double>::quiet_NaN()), 0.0);
}

TEST(Axis, NamesItsUnitAndCountsInIt) {
  const Axis axis = linearAxis("energy", 0.0, 5e-9, siScale(5e-9, "J"));
  EXPECT_EQ(axis.title, "energy (nJ)");
  EXPECT_EQ(labels(axis.ticks), (Labels{"0", "1", "2", "3", "4", "5"}));
  EXPECT_DOUBLE_EQ(axis.share(axis.ticks.back().value), 1.0);
}

TEST(Axis, WidensAnEmptyRange) {
  for (const double value : {0.0, 5.0, 1e30, std::numeric_limits<double>::quiet_NaN()}) {
    const Axis axis = linearAxis("x", value, value);
    EXPECT_LT(axis.low, axis.high);
    EXPECT_FALSE(axis.ticks.empty());
  }
}

}  // namespace
}  // namespace ohmic::sim::report
