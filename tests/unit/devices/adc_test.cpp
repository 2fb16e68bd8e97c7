// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/adc.h"

#include <gtest/gtest.h>

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
  const AdcTransfer adc{4.0, adcCodes(8, true), {1.25F, -2.0F, 0.0F, {}}};
  EXPECT_EQ(codeOf(adc, 40.0), 10);  // 40 / 4 * 1.25 - 2 = 10.5, half to even
  EXPECT_EQ(codeOf(adc, 0.0), -2);
}

}  // namespace
}  // namespace ohmic::devices
