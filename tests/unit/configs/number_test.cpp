// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace ohmic::configs {
namespace {

TEST(ParseNumber, ReadsDecimals) {
  EXPECT_EQ(parseNumber("8"), 8.0);
  EXPECT_EQ(parseNumber("-0.5"), -0.5);
  EXPECT_EQ(parseNumber("+1.5e3"), 1500.0);
  EXPECT_EQ(parseNumber(".25"), 0.25);
  EXPECT_EQ(parseNumber("0.286"), 0.286);
  EXPECT_EQ(parseNumber("1E-3"), 1e-3);
}

TEST(ParseNumber, RefusesWhatIsNotAFiniteDecimal) {
  for (const char* const text :
       {"",    "-",    ".",   "e3",   "1e",  "1 2",   "010",     "00",    "0x10", "0o17",
        "0b1", ".inf", "inf", ".nan", "nan", "1e999", "1e99999", "1_000", "1,5",  "--1"}) {
    EXPECT_EQ(parseNumber(text), std::nullopt) << text;
  }
}

TEST(ParseNumber, KnowsNoNegativeZero) { EXPECT_FALSE(std::signbit(*parseNumber("-0.0"))); }

TEST(ParseInteger, ReadsTheWholeRange) {
  EXPECT_EQ(parseInteger("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(parseInteger("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(parseInteger("+3"), 3);
}

TEST(ParseInteger, RefusesFractionsExponentsAndOverflow) {
  for (const char* const text : {"8.0", "1e3", "9223372036854775808", "010", "0x10", "8 ", ""}) {
    EXPECT_EQ(parseInteger(text), std::nullopt) << text;
  }
}

TEST(FormatNumber, IsReadBackAsTheSameDouble) {
  for (const double value :
       {0.1, 1.0 / 3.0, 1e-300, 5e-324, 1.7976931348623157e308, -2.5, 0.0, 123456789.0}) {
    EXPECT_EQ(parseNumber(formatNumber(value)), value) << formatNumber(value);
  }
}

}  // namespace
}  // namespace ohmic::configs
