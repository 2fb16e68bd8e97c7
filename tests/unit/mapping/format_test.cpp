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

std::vector<InputFormat> everyInput(int bits) {
  std::vector<InputFormat> all;
  for (const auto& row : kInputEncodings) {
    for (const auto accumulation : {Accumulation::digital, Accumulation::analog}) {
      for (const auto drive : {SignedDrive::bipolar, SignedDrive::twoPhase, SignedDrive::offset}) {
        all.push_back({bits, row.encoding, accumulation, drive});
        if (isBitByBit(row.encoding) && accumulation == Accumulation::analog) {
          all.push_back({bits, row.encoding, accumulation, drive, 3});
        }
      }
    }
  }
  return all;
}

TEST(InputEncodings, HaveALineEachInTheOrderOfTheEnumeration) {
  for (std::size_t i = 0; i < kInputEncodings.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(kInputEncodings[i].encoding), i) << kInputEncodings[i].name;
  }
}

TEST(InputCodes, PhasesAddUpToTheCodeAndItsOffset) {
  for (const auto& format : everyInput(9)) {
    for (const bool nonNegative : {false, true}) {
      const auto input = inputCodes(format, nonNegative);
      for (std::int32_t code = input.least; code <= input.greatest; ++code) {
        std::int64_t sum = 0;
        for (int phase = 0; phase < input.phases(); ++phase) {
          const auto drive = input.drive(static_cast<std::int16_t>(code), phase);
          ASSERT_LE(std::abs(drive), input.greatestDrive());
          ASSERT_TRUE(input.drivesNegative() || drive >= 0);
          sum += drive * input.weight(phase);
        }
        ASSERT_EQ(sum, code + input.offset());
      }
    }
  }
}

TEST(InputCodes, KeepAllSixteenBitsOfAnUnsignedCode) {
  const auto input = inputCodes({16, InputEncoding::bitSerial}, true);
  for (std::int32_t code = 0; code <= 65535; ++code) {
    std::int64_t sum = 0;
    for (int phase = 0; phase < 16; ++phase) {
      sum += input.drive(static_cast<std::int16_t>(code), phase) * input.weight(phase);
    }
    ASSERT_EQ(sum, code);
  }
}

// Two parts of seven bits: the four highest are converted with all bits of the converter, the three lowest
// with four less, on an LSB that counts the same in the output.
TEST(InputCodes, PartsOfTheBitsShareThemFromTheHighestDown) {
  InputFormat format{8, InputEncoding::bitSerial, Accumulation::analog};
  format.parts = 2;
  const auto input = inputCodes(format, false);
  ASSERT_EQ(input.phases(), 2);
  EXPECT_EQ(input.bitsOf(0).begin, 0);
  EXPECT_EQ(input.bitsOf(0).count, 3);
  EXPECT_EQ(input.bitsOf(1).begin, 3);
  EXPECT_EQ(input.bitsOf(1).count, 4);
  EXPECT_EQ(input.drive(0b1011101, 0), 0b101);
  EXPECT_EQ(input.drive(-0b1011101, 1), -0b1011);
  EXPECT_EQ(input.integrationsIn(0), 7);
  EXPECT_EQ(input.integrationsIn(1), 15);
  EXPECT_EQ(input.readsIn(1), 4);
  EXPECT_EQ(input.bitsAbove(0), 4);
  EXPECT_EQ(input.bitsAbove(1), 0);
  EXPECT_EQ(input.codeWeight(0), 8);
  EXPECT_EQ(input.codeWeight(1), 8);
  EXPECT_EQ(input.greatestDrive(), 15);
}

TEST(InputCodes, NoMorePartsThanBits) {
  InputFormat format{3, InputEncoding::bitSerial, Accumulation::analog};
  format.parts = 12;
  const auto input = inputCodes(format, true);
  ASSERT_EQ(input.phases(), 3);
  for (int phase = 0; phase < 3; ++phase) {
    EXPECT_EQ(input.bitsOf(phase).begin, phase);
    EXPECT_EQ(input.bitsOf(phase).count, 1);
  }
}

// Bits that are accumulated before the converter flicker each by itself, weighted by their powers of two.
TEST(InputCodes, WhiteNoiseCountsSquaresDurationsOrBits) {
  EXPECT_EQ(inputCodes({8, InputEncoding::parallel}, true).noiseWeight(13), 169);
  EXPECT_EQ(inputCodes({8, InputEncoding::pulseWidth}, false).noiseWeight(-13), 13);
  EXPECT_EQ(inputCodes({8, InputEncoding::bitSerial, Accumulation::analog}, true).noiseWeight(13),
            64 + 16 + 1);  // 8 + 4 + 1
}

// A full-scale read dissipates the same however its code is driven, but for the bits' own reads.
TEST(InputCodes, WorkOfTheGreatestCodeIsOneFullReadOrOneForEachBit) {
  for (const auto& format : everyInput(8)) {
    for (const bool nonNegative : {false, true}) {
      const auto input = inputCodes(format, nonNegative);
      const auto greatest = static_cast<std::int16_t>(input.greatest);
      const double reads = format.encoding == InputEncoding::bitSerial
                               ? __builtin_popcount(static_cast<unsigned>(input.greatestMagnitude()))
                               : 1.0;
      EXPECT_DOUBLE_EQ(static_cast<double>(input.work(greatest)) * input.workUnit(), reads);
    }
  }
}

std::vector<WeightFormat> everyWeight(int bits) {
  std::vector<WeightFormat> all;
  for (const auto encoding : {Encoding::differential, Encoding::differentialTwoSided, Encoding::offset,
                              Encoding::offsetUnitColumn}) {
    for (const auto subtraction : {Subtraction::analog, Subtraction::digital}) {
      for (int cellBits = 1; cellBits <= 8; ++cellBits) {
        if (encoding != Encoding::offset || subtraction == Subtraction::digital) {
          WeightFormat format = weights(bits, cellBits);
          format.encoding = encoding;
          format.subtraction = subtraction;
          all.push_back(format);
        }
      }
    }
  }
  return all;
}

TEST(LevelFormat, CellsOfEveryEncodingAddUpToTheLevel) {
  for (const auto& weight : everyWeight(8)) {
    const auto format = levelFormat(weight);
    for (int level = -format.greatestLevel(); level <= format.greatestLevel(); ++level) {
      double sum = 0.0;
      for (int s = 0; s < format.slices; ++s) {
        const double plus = format.cellDigit(level, 1, s);
        const double minus = format.isOffset() ? format.cellDigit(0, 1, s) : format.cellDigit(level, -1, s);
        for (const double digit : {plus, minus}) {
          ASSERT_GE(digit, 0.0);
          ASSERT_LE(digit, format.greatestDigit());
        }
        sum += (plus - minus) * (1 << (s * format.sliceBits));
      }
      ASSERT_EQ(sum, level);
    }
  }
}

TEST(LevelFormat, BothCellsOfATwoSidedPairStandInTheMiddleForZero) {
  WeightFormat weight = weights(8, 8);
  weight.encoding = Encoding::differentialTwoSided;
  const auto format = levelFormat(weight);
  EXPECT_EQ(format.cellDigit(0, 1, 0), 63.5);
  EXPECT_EQ(format.cellDigit(0, -1, 0), 63.5);
  EXPECT_EQ(format.cellDigit(127, 1, 0), 127.0);
  EXPECT_EQ(format.cellDigit(127, -1, 0), 0.0);
}

TEST(LevelFormat, RefusesAnOffsetWithNothingToSubtractBeforeTheConverter) {
  WeightFormat weight = weights(8, 8);
  weight.encoding = Encoding::offset;
  EXPECT_THROW(static_cast<void>(levelFormat(weight)), configs::InputError);
}

}  // namespace
}  // namespace ohmic::mapping
