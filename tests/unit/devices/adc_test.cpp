// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/adc.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "devices/converters/ideal_codes.h"

namespace ohmic::devices {
namespace {

/// The code in double, where float must give the same.
std::int32_t codeOf(const AdcTransfer& adc, double signal) {
  const std::int32_t code = convert(adc, signal);
  EXPECT_EQ(convert(adc, static_cast<float>(signal)), code) << signal;
  return code;
}

TEST(AdcCodes, AreSymmetricForSignedSignalsAndElseStartAtZero) {
  EXPECT_EQ(adcCodes(8, true).least, -127);
  EXPECT_EQ(adcCodes(8, true).greatest, 127);
  EXPECT_EQ(adcCodes(8, false).least, 0);
  EXPECT_EQ(adcCodes(8, false).greatest, 255);
  EXPECT_EQ(adcCodes(16, true).least, -32767);
  EXPECT_EQ(adcCodes(16, false).greatest, 65535);
}

TEST(Adc, AnIdealRampHitsEveryCodeForExactlyOneLsb) {
  for (int bits = 2; bits <= 12; ++bits) {
    for (const bool isSigned : {false, true}) {
      const AdcTransfer adc{8.0, adcCodes(bits, isSigned)};
      std::int32_t expected = adc.codes.least;
      for (double signal = 8.0 * adc.codes.least; signal <= 8.0 * adc.codes.greatest; signal += 8.0) {
        ASSERT_EQ(codeOf(adc, signal), expected);
        ASSERT_EQ(codeOf(adc, signal + 3.5), expected);
        ASSERT_EQ(codeOf(adc, signal - 3.5), expected);
        ++expected;
      }
      EXPECT_EQ(expected, adc.codes.greatest + 1);
    }
  }
}

TEST(Adc, RoundsHalfToEven) {
  const AdcTransfer adc{2.0, adcCodes(8, true)};
  EXPECT_EQ(codeOf(adc, 1.0), 0);
  EXPECT_EQ(codeOf(adc, 3.0), 2);
  EXPECT_EQ(codeOf(adc, 5.0), 2);
  EXPECT_EQ(codeOf(adc, -1.0), 0);
  EXPECT_EQ(codeOf(adc, -3.0), -2);
  EXPECT_EQ(codeOf(adc, -5.0), -2);
}

TEST(Adc, SaturatesExactlyAtItsLastCodes) {
  const AdcTransfer adc{1.0, adcCodes(4, true)};
  EXPECT_EQ(codeOf(adc, 7.0), 7);
  EXPECT_EQ(codeOf(adc, 7.5), 7);
  EXPECT_EQ(codeOf(adc, 8.0), 7);
  EXPECT_EQ(codeOf(adc, 1e6), 7);
  EXPECT_EQ(codeOf(adc, -7.5), -7);
  EXPECT_EQ(codeOf(adc, -1e6), -7);
  const AdcTransfer fromZero{1.0, adcCodes(4, false)};
  EXPECT_EQ(codeOf(fromZero, -3.0), 0);
  EXPECT_EQ(codeOf(fromZero, 15.4), 15);
  EXPECT_EQ(codeOf(fromZero, 99.0), 15);
}

TEST(Adc, AppliesItsGainBeforeItsOffset) {
  const AdcTransfer adc{4.0, adcCodes(8, true), {1.25F, -2.0F, 0.0F, {}, {}}};
  EXPECT_EQ(codeOf(adc, 40.0), 10);  // 40 / 4 * 1.25 - 2 = 10.5, half to even
  EXPECT_EQ(codeOf(adc, 0.0), -2);
}

// Many signals at once, halves of codes and both ends included: each has the code that convert() gives it.
TEST(IdealCodes, AreThoseOfEachSignalAlone) {
  for (const bool isSigned : {false, true}) {
    const AdcTransfer adc{3.0, adcCodes(6, isSigned)};
    std::vector<float> singles;
    for (int i = -500; i <= 500; ++i) {
      singles.push_back(static_cast<float>(i) * 0.75F);
    }
    const std::vector<double> doubles(singles.begin(), singles.end());
    std::vector<std::int64_t> ofSingles(singles.size()), ofDoubles(singles.size());
    idealCodes(adc, singles.data(), static_cast<int>(singles.size()), ofSingles.data());
    idealCodes(adc, doubles.data(), static_cast<int>(doubles.size()), ofDoubles.data());
    for (std::size_t i = 0; i < singles.size(); ++i) {
      EXPECT_EQ(ofSingles[i], convert(adc, singles[i])) << singles[i];
      EXPECT_EQ(ofDoubles[i], convert(adc, doubles[i])) << doubles[i];
    }
    EXPECT_EQ(ofSingles.front(), adc.codes.least);
    EXPECT_EQ(ofSingles.back(), adc.codes.greatest);
  }
}

}  // namespace
}  // namespace ohmic::devices
