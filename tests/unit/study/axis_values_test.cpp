// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/axis_values.h"

#include <gtest/gtest.h>

#include "configs/reader/error.h"
#include "sim/study/amount.h"

namespace ohmic::sim {
namespace {

using Texts = std::vector<std::string>;

TEST(AxisValues, EqualRatiosKeepTheUnit) {
  EXPECT_EQ(spread("0.1 ohm", "10 ohm", 3, true), (Texts{"0.1 ohm", "1 ohm", "10 ohm"}));
  EXPECT_EQ(spread("32", "1024", 6, true), (Texts{"32", "64", "128", "256", "512", "1024"}));
}

TEST(AxisValues, EqualStepsOfShares) {
  EXPECT_EQ(spread("0 %", "20 %", 5, false), (Texts{"0 %", "5 %", "10 %", "15 %", "20 %"}));
}

TEST(AxisValues, EndsOfOneDimensionMayHaveTheirOwnUnits) {
  const auto times = spread("1 s", "1 h", 3, true);
  EXPECT_EQ(times, (Texts{"1 s", "60 s", "1 h"}));
}

TEST(AxisValues, RefusesEndsThatDoNotGoTogether) {
  EXPECT_THROW(static_cast<void>(spread("1 s", "1 ohm", 3, false)), configs::InputError);
  EXPECT_THROW(static_cast<void>(spread("2 s", "1 s", 3, false)), configs::InputError);
  EXPECT_THROW(static_cast<void>(spread("0 s", "1 s", 3, true)), configs::InputError);
  EXPECT_THROW(static_cast<void>(spread("none", "1 s", 3, false)), configs::InputError);
}

TEST(AxisValues, DrawsLieBetweenTheEndsAndFollowTheSeed) {
  const auto drawn = drawBetween("1 ohm", "100 ohm", 400, true, 5);
  EXPECT_EQ(drawn, drawBetween("1 ohm", "100 ohm", 400, true, 5));
  EXPECT_NE(drawn, drawBetween("1 ohm", "100 ohm", 400, true, 6));
  int belowTen = 0;  // half of them in either decade: 200 +- 10 standard deviations of one
  for (const double value : readAmounts(drawn).values) {
    EXPECT_GE(value, 1.0);
    EXPECT_LE(value, 100.0);
    belowTen += value < 10.0 ? 1 : 0;
  }
  EXPECT_NEAR(belowTen, 200, 50);
}

TEST(Amounts, AreInBaseUnitsOfTheirDimension) {
  const auto times = readAmounts({"1 ms", "1 h"});
  ASSERT_TRUE(times.isNumeric);
  EXPECT_EQ(times.values, (std::vector<double>{1e-3, 3600.0}));
  EXPECT_EQ(columnSuffix(times.dimension), "_s");
  EXPECT_EQ(readAmounts({"2 %", "0.5"}).values, (std::vector<double>{0.02, 0.5}));
  EXPECT_FALSE(readAmounts({"8", "ideal"}).isNumeric);
  EXPECT_FALSE(readAmounts({"1 s", "1 ohm"}).isNumeric);
}

}  // namespace
}  // namespace ohmic::sim
