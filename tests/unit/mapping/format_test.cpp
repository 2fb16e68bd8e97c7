// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/format.h"

#include <gtest/gtest.h>

#include "configs/reader/error.h"

namespace ohmic::mapping {
namespace {

WeightFormat weights(int bits, std::optional<int> cellBits) {
  WeightFormat format;
  format.bits = bits;
  format.cellBits = cellBits;
  return format;
}

// DESIGN, section 3: f is the largest with levels * 1.125 * 2^f <= 32767.
TEST(LevelFormat, FractionBitsArePublished) {
  EXPECT_EQ(levelFormat(weights(8, 8)).fractionBits, 7);
  EXPECT_EQ(levelFormat(weights(8, 2)).fractionBits, 13);
  EXPECT_EQ(levelFormat(weights(8, 1)).fractionBits, 14);
  EXPECT_EQ(levelFormat(weights(8, {})).fractionBits, 7);
  EXPECT_EQ(levelFormat(weights(9, 9)).fractionBits, 6);
}

TEST(LevelFormat, SlicesCoverTheMagnitude) {
  EXPECT_EQ(levelFormat(weights(8, 2)).slices, 4);
  EXPECT_EQ(levelFormat(weights(8, 3)).slices, 3);
  EXPECT_EQ(levelFormat(weights(8, 7)).slices, 1);
  EXPECT_EQ(levelFormat(weights(16, 4)).slices, 4);
}

TEST(LevelFormat, DigitsAddUpToEveryMagnitude) {
  for (const int cellBits : {1, 2, 3, 4, 7}) {
    const auto format = levelFormat(weights(8, cellBits));
    for (int magnitude = 0; magnitude <= format.greatestLevel(); ++magnitude) {
      double sum = 0.0;
      for (int s = 0; s < format.slices; ++s) {
        ASSERT_LE(format.digit(magnitude, s), format.greatestDigit());
        sum += format.digit(magnitude, s) * (1 << (s * format.sliceBits));
      }
      ASSERT_EQ(sum, magnitude) << cellBits;
    }
  }
}

TEST(LevelFormat, RefusesCellsThatLeaveTooFewFractionBits) {
  try {
    static_cast<void>(levelFormat(weights(12, 12)));
    FAIL() << "accepted";
  } catch (const configs::InputError& error) {
    EXPECT_STREQ(
        error.what(),
        "hardware.weights.cell_bits: 11 bits in one cell leave 3 fraction bits in 16; at least 6 are needed; "
        "use slices, e.g. cell_bits: 6");
  }
}

TEST(InputCodes, AreSymmetricWhereTheInputCanBeNegative) {
  const auto positive = inputCodes({8, InputEncoding::parallel}, true);
  EXPECT_EQ(positive.least, 0);
  EXPECT_EQ(positive.greatest, 255);
  EXPECT_EQ(positive.phases(), 1);
  const auto both = inputCodes({8, InputEncoding::bitSerial}, false);
  EXPECT_EQ(both.least, -127);
  EXPECT_EQ(both.greatest, 127);
  EXPECT_EQ(both.phases(), 7);
  EXPECT_EQ(inputCodes({8, InputEncoding::bitSerial}, true).phases(), 8);
}

}  // namespace
}  // namespace ohmic::mapping
