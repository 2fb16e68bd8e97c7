// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/range.h"

#include <gtest/gtest.h>

#include <limits>

namespace ohmic::configs {
namespace {

TEST(Range, PrintsItself) {
  EXPECT_EQ(Range::between(1, 16).text(), "in [1, 16]");
  EXPECT_EQ((Range{0.0, 1.0, true, false}.text()), "in (0, 1]");
  EXPECT_EQ((Range{0.0, 1.0, false, true}.text()), "in [0, 1)");
  EXPECT_EQ(Range::positive().text(), "> 0");
  EXPECT_EQ(Range::atLeast(2).text(), ">= 2");
  EXPECT_EQ((Range{Range::any().least, 5.0}.text()), "<= 5");
  EXPECT_EQ(Range::any().text(), "");
}

TEST(Range, PrintsItselfWithUnits) {
  EXPECT_EQ(Range::between(1e-9, 100e-6).text(Dimension::conductance), "in [1 nS, 100 uS]");
  EXPECT_EQ(Range::positive().text(Dimension::time), "> 0 s");
}

TEST(Range, HoldsItsEndsUnlessTheyAreOpen) {
  EXPECT_TRUE(Range::between(1, 16).contains(1));
  EXPECT_TRUE(Range::between(1, 16).contains(16));
  EXPECT_FALSE(Range::between(1, 16).contains(16.5));
  EXPECT_FALSE(Range::positive().contains(0.0));
  EXPECT_FALSE((Range{0.0, 1.0, false, true}.contains(1.0)));
}

TEST(Range, NeverHoldsInfinityOrNaN) {
  EXPECT_FALSE(Range::any().contains(std::numeric_limits<double>::infinity()));
  EXPECT_FALSE(Range::any().contains(std::numeric_limits<double>::quiet_NaN()));
}

}  // namespace
}  // namespace ohmic::configs
