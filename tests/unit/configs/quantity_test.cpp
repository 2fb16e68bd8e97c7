// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/quantity.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <random>
#include <string>

#include "tests/unit/configs/refusal.h"

namespace ohmic::configs {
namespace {

constexpr Dimension kAll[] = {Dimension::time,      Dimension::conductance, Dimension::resistance,
                              Dimension::voltage,   Dimension::current,     Dimension::energy,
                              Dimension::power,     Dimension::length,      Dimension::area,
                              Dimension::frequency, Dimension::capacitance, Dimension::temperature,
                              Dimension::data,      Dimension::dataRate,    Dimension::level};

std::string refused(const std::string& text, Dimension dimension) {
  return refusal([&] { return parseQuantity(text, dimension); });
}

TEST(ParseQuantity, IsTheDoubleNearestToTheDecimal) {
  EXPECT_EQ(parseQuantity("25 uS", Dimension::conductance), 25e-6);
  EXPECT_EQ(parseQuantity("100 ns", Dimension::time), 100e-9);
  EXPECT_EQ(parseQuantity("-7.5 dB", Dimension::level), -7.5);
  EXPECT_EQ(parseQuantity("0.2 V", Dimension::voltage), 0.2);
  EXPECT_EQ(parseQuantity("1 kOhm", Dimension::resistance), 1e3);
  EXPECT_EQ(parseQuantity("2 mW", Dimension::power), 2e-3);
  EXPECT_EQ(parseQuantity("0.372 mm2", Dimension::area), 0.372e-6);
  EXPECT_EQ(parseQuantity("1.2 GHz", Dimension::frequency), 1.2e9);
  EXPECT_EQ(parseQuantity("5 fJ", Dimension::energy), 5e-15);
  EXPECT_EQ(parseQuantity("32 nm", Dimension::length), 32e-9);
  EXPECT_EQ(parseQuantity("300 K", Dimension::temperature), 300.0);
  EXPECT_EQ(parseQuantity("-1.5e3 uA", Dimension::current), -1.5e-3);
  EXPECT_EQ(parseQuantity("3 aF", Dimension::capacitance), 3e-18);
}

TEST(ParseQuantity, ReadsEverydayTimes) {
  EXPECT_EQ(parseQuantity("2 min", Dimension::time), 120.0);
  EXPECT_EQ(parseQuantity("1 h", Dimension::time), 3600.0);
  EXPECT_EQ(parseQuantity("1 day", Dimension::time), 86400.0);
  EXPECT_EQ(parseQuantity("1 year", Dimension::time), 31536000.0);
  EXPECT_EQ(parseQuantity("10 years", Dimension::time), 315360000.0);
}

TEST(ParseQuantity, CountsDataInBits) {
  EXPECT_EQ(parseQuantity("64 KB", Dimension::data), 512000.0);
  EXPECT_EQ(parseQuantity("64 kB", Dimension::data), 512000.0);
  EXPECT_EQ(parseQuantity("64 KiB", Dimension::data), 524288.0);
  EXPECT_EQ(parseQuantity("3 bit", Dimension::data), 3.0);
  EXPECT_EQ(parseQuantity("1 GB/s", Dimension::dataRate), 8e9);
}

TEST(ParseQuantity, AcceptsGreekLettersAndNoSpace) {
  EXPECT_EQ(parseQuantity("25 \u00B5S", Dimension::conductance), 25e-6);
  EXPECT_EQ(parseQuantity("25 \u03BCS", Dimension::conductance), 25e-6);
  EXPECT_EQ(parseQuantity("1 k\u03A9", Dimension::resistance), 1e3);
  EXPECT_EQ(parseQuantity("1\u2126", Dimension::resistance), 1.0);
  EXPECT_EQ(parseQuantity("25uS", Dimension::conductance), 25e-6);
}

TEST(ParseQuantity, DoesNotDependOnTheLocale) {
  const char* const german = std::setlocale(LC_ALL, "de_DE.UTF-8");
  EXPECT_EQ(parseQuantity("0.2 V", Dimension::voltage), 0.2) << (german == nullptr ? "(C locale)" : german);
  EXPECT_EQ(formatQuantity(0.2, Dimension::voltage), "200 mV");
  std::setlocale(LC_ALL, "C");
}

TEST(ParseQuantity, RefusesTheWrongDimension) {
  EXPECT_EQ(refused("25 us", Dimension::conductance),
            "conductance expected, found time (25 us); write a number with its unit, such as 25 uS");
  EXPECT_EQ(refused("1 ohm", Dimension::conductance),
            "conductance expected, found resistance (1 ohm); write a number with its unit, such as 25 uS");
  EXPECT_EQ(refused("3 B/s", Dimension::data),
            "data expected, found data rate (3 B/s); write a number with its unit, such as 64 KB");
}

TEST(ParseQuantity, RefusesAMissingOrUnknownUnit) {
  EXPECT_EQ(refused("25", Dimension::conductance),
            "conductance expected, found 25 without a unit; write a number with its unit, such as 25 uS");
  EXPECT_EQ(refused("25 uSs", Dimension::conductance),
            "conductance expected, found the unknown unit 'uSs' (25 uSs); "
            "write a number with its unit, such as 25 uS");
  EXPECT_EQ(
      refused("1 Ms", Dimension::time),
      "time expected, found the unknown unit 'Ms' (1 Ms); write a number with its unit, such as 100 ns");
}

TEST(ParseQuantity, RefusesWhatIsNoNumber) {
  EXPECT_EQ(refused("uS", Dimension::conductance),
            "conductance expected, found the text 'uS'; write a number with its unit, such as 25 uS");
  EXPECT_EQ(refused("010 V", Dimension::voltage),
            "voltage expected, found the text '010 V'; write a number with its unit, such as 0.2 V");
  EXPECT_EQ(refused("1e308 TV", Dimension::voltage),
            "voltage expected, found 1e308 TV, which no double can hold; "
            "write a number with its unit, such as 0.2 V");
}

// Decimals have no end in binary: a unit's factor multiplies what is written, not its rounded double.
TEST(ParseQuantity, IsTheDoubleNearestToWhatIsWritten) {
  EXPECT_EQ(parseQuantity("1.1 h", Dimension::time), 3960.0);  // 1.1 * 3600 is 3960.0000000000005
  EXPECT_EQ(parseQuantity("-1.1 h", Dimension::time), -3960.0);
  EXPECT_EQ(parseQuantity("0.07 days", Dimension::time), 6048.0);
  EXPECT_EQ(parseQuantity(".5 min", Dimension::time), 30.0);
  EXPECT_EQ(parseQuantity("1e-1 years", Dimension::time), 3153600.0);
  EXPECT_EQ(parseQuantity("1.1 GiB", Dimension::data), 9448928051.2);
  for (const char* digits : {"10", "20", "25", "30", "40", "50", "60", "100"}) {
    EXPECT_EQ(parseQuantity(std::string(digits) + " uS", Dimension::conductance),
              std::stod(std::string(digits) + "e-6"));
  }
}

TEST(FormatQuantity, WritesThePrefixAUserWouldTake) {
  EXPECT_EQ(formatQuantity(25e-6, Dimension::conductance), "25 uS");
  EXPECT_EQ(formatQuantity(999.9, Dimension::resistance), "999.9 ohm");
  EXPECT_EQ(formatQuantity(1e3, Dimension::resistance), "1 kohm");
  EXPECT_EQ(formatQuantity(86400.0, Dimension::time), "86400 s");
  EXPECT_EQ(formatQuantity(25e-12, Dimension::area), "25 um2");
  EXPECT_EQ(formatQuantity(512000.0, Dimension::data), "512 kbit");
  EXPECT_EQ(formatQuantity(-0.3, Dimension::voltage), "-300 mV");
  EXPECT_EQ(formatQuantity(0.0, Dimension::power), "0 W");
}

TEST(FormatQuantity, IsReadBackAsTheSameDouble) {
  std::mt19937_64 random(20260101);
  std::uniform_real_distribution<double> exponent(-30.0, 30.0);
  for (const Dimension dimension : kAll) {
    for (int i = 0; i < 1000; ++i) {
      const double value = std::pow(10.0, exponent(random)) * (i % 2 == 0 ? 1.0 : -1.0);
      const std::string text = formatQuantity(value, dimension);
      EXPECT_EQ(parseQuantity(text, dimension), value) << text;
    }
  }
}

TEST(ExampleOf, IsAQuantityOfItsDimension) {
  for (const Dimension dimension : kAll) {
    EXPECT_GT(parseQuantity(exampleOf(dimension), dimension), 0.0) << dimensionName(dimension);
  }
}

}  // namespace
}  // namespace ohmic::configs
