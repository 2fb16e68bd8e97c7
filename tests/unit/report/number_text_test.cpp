// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/number_text.h"

#include <gtest/gtest.h>

#include <limits>
#include <locale>
#include <string>

namespace ohmic::sim::report {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

TEST(NumberText, CoordinatesAreShortAndNeverNegativeZero) {
  EXPECT_EQ(coordinate(12.0), "12");
  EXPECT_EQ(coordinate(12.5), "12.5");
  EXPECT_EQ(coordinate(12.346), "12.35");
  EXPECT_EQ(coordinate(100.0), "100");
  EXPECT_EQ(coordinate(-0.001), "0");
  EXPECT_EQ(coordinate(-3.1), "-3.1");
}

TEST(NumberText, WhatIsNoNumberSaysSoAndIsNeverDrawn) {
  EXPECT_EQ(coordinate(kNan), "0");
  EXPECT_EQ(coordinate(kInf), "0");
  EXPECT_EQ(fixed(kNan, 2), "n/a");
  EXPECT_EQ(significant(kInf), "n/a");
  EXPECT_EQ(quantity(kNan, "J"), "n/a J");
}

TEST(NumberText, GroupsThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(31021952), "31,021,952");
  EXPECT_EQ(grouped(std::numeric_limits<std::int64_t>::min()), "−9,223,372,036,854,775,808");
  EXPECT_EQ(fixed(-1234.5, 2), "−1,234.50");
  EXPECT_EQ(fixed(-0.001, 2), "0.00");
}

TEST(NumberText, KeepsThreeSignificantDigits) {
  EXPECT_EQ(significant(0.0), "0");
  EXPECT_EQ(significant(0.012345), "0.0123");
  EXPECT_EQ(significant(1.0), "1.00");
  EXPECT_EQ(significant(9.996), "10.0");
  EXPECT_EQ(significant(99.96), "100");
  EXPECT_EQ(significant(12345.0), "12,345");
  EXPECT_EQ(significant(-0.5), "−0.500");
}

TEST(NumberText, ChoosesThePrefixThatRoundingLeavesRight) {
  EXPECT_EQ(quantity(12.34e-9, "J"), "12.3 nJ");
  EXPECT_EQ(quantity(1.5e-12, "J"), "1.50 pJ");
  EXPECT_EQ(quantity(171.4e-6, "s"), "171 µs");
  EXPECT_EQ(quantity(999.4e-9, "J"), "999 nJ");
  EXPECT_EQ(quantity(999.6e-9, "J"), "1.00 µJ");
  EXPECT_EQ(quantity(-2e-3, "V"), "−2.00 mV");
  EXPECT_EQ(quantity(0.0, "J"), "0 J");
  EXPECT_EQ(quantity(4.5e13, "J"), "45.0 TJ");
  EXPECT_EQ(quantity(1e-20, "J"), "0.0100 aJ");
}

TEST(NumberText, TimesAndAreasHaveNoPrefixAboveTheUnit) {
  EXPECT_EQ(quantity(7200.0, "s"), "7,200 s");
  EXPECT_EQ(quantity(1234.0, "m²"), "1,234 m²");
}

TEST(NumberText, SquaresThePrefixOfAnArea) {
  EXPECT_EQ(quantity(0.372e-6, "m²"), "0.372 mm²");
  EXPECT_EQ(quantity(88e-6, "m²"), "88.0 mm²");
  EXPECT_EQ(quantity(0.5e-9, "m²"), "500 µm²");
  EXPECT_EQ(quantity(25e-12, "m²"), "25.0 µm²");
}

TEST(NumberText, WritesReadTimesAsUsersDo) {
  EXPECT_EQ(readTimeText(0.0), "0 s");
  EXPECT_EQ(readTimeText(1.0), "1 s");
  EXPECT_EQ(readTimeText(90.0), "90 s");
  EXPECT_EQ(readTimeText(120.0), "2 min");
  EXPECT_EQ(readTimeText(3600.0), "1 h");
  EXPECT_EQ(readTimeText(86400.0), "1 day");
  EXPECT_EQ(readTimeText(30 * 86400.0), "30 day");
  EXPECT_EQ(readTimeText(31536000.0), "1 year");
  EXPECT_EQ(readTimeText(2.5e-3), "2.50 ms");
  EXPECT_EQ(readTimeText(20e-6), "20 µs");
}

/// As in much of Europe: "1.234,5".
struct CommaForPoint : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(NumberText, IgnoresTheLocale) {
  const std::locale before = std::locale::global(std::locale(std::locale::classic(), new CommaForPoint));
  EXPECT_EQ(fixed(1234.5, 1), "1,234.5");
  EXPECT_EQ(coordinate(1234.5), "1234.5");
  EXPECT_EQ(quantity(1.5e-9, "J"), "1.50 nJ");
  std::locale::global(before);
}

}  // namespace
}  // namespace ohmic::sim::report
