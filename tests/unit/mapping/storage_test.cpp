// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/storage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace ohmic::mapping {
namespace {

using Medium = StorageFormat::Medium;
using Sign = StorageFormat::Sign;
using Span = StorageFormat::Span;

/// Ten weights; by magnitude 0.5, -1, 2, -3, 4, 5, -6, 7, 8, -10.
const std::vector<float> kWeights = {8, -1, 5, -10, 0.5F, 2, -6, 7, -3, 4};

StorageFormat formatOf(Sign sign, Span span = Span::whole) {
  StorageFormat format;
  format.sign = sign;
  format.span = span;
  return format;
}

TEST(BitsOfChoice, IsTheLeastOfThreeWaysToWriteIt) {
  EXPECT_EQ(bitsOfChoice(1000, 0), 0);
  EXPECT_EQ(bitsOfChoice(1000, 1000), 0);
  EXPECT_EQ(bitsOfChoice(1000, 3), 30) << "three numbers below 1000 of 10 bits";
  EXPECT_EQ(bitsOfChoice(1000, 997), 30) << "the other three";
  EXPECT_EQ(bitsOfChoice(1000, 500), 1000) << "a bit for each";
  EXPECT_EQ(bitsOfChoice(1024, 1), 10);
  EXPECT_EQ(bitsOfChoice(1025, 1), 11);
  EXPECT_EQ(bitsOfChoice(2, 1), 1);
}

TEST(StoredKernel, ASignedCellHoldsTheWeightOverASymmetricRange) {
  const StoredKernel kernel(kWeights, formatOf(Sign::cell), false);
  EXPECT_EQ(kernel.polarities(), 1);
  EXPECT_DOUBLE_EQ(kernel.share(3, 0), 0.0);          // -10 of -10 to 10
  EXPECT_DOUBLE_EQ(kernel.share(0, 0), 18.0 / 20.0);  // 8
  EXPECT_DOUBLE_EQ(kernel.share(1, 0), 9.0 / 20.0);   // -1
  EXPECT_EQ(kernel.counts().cells, 10);
  EXPECT_EQ(kernel.counts().bits, 32) << "the range's end alone";
  EXPECT_FLOAT_EQ(kernel.value(1, 0.6), 2.0F) << "an error turns the sign";
}

TEST(StoredKernel, APairHoldsTheMagnitudeOnTheCellOfItsSign) {
  const StoredKernel kernel(kWeights, formatOf(Sign::pair), false);
  EXPECT_EQ(kernel.polarities(), 2);
  EXPECT_DOUBLE_EQ(kernel.share(0, 0), 0.8);
  EXPECT_DOUBLE_EQ(kernel.share(0, 1), 0.0);
  EXPECT_DOUBLE_EQ(kernel.share(6, 0), 0.0);
  EXPECT_DOUBLE_EQ(kernel.share(6, 1), 0.6);
  EXPECT_EQ(kernel.counts().cells, 20);
  EXPECT_FLOAT_EQ(kernel.value(6, 0.05, 0.6), -5.5F);
}

TEST(StoredKernel, AProtectedSignIsABitAndCannotTurn) {
  const StoredKernel kernel(kWeights, formatOf(Sign::memory), false);
  EXPECT_DOUBLE_EQ(kernel.share(3, 0), 1.0);
  EXPECT_DOUBLE_EQ(kernel.share(1, 0), 0.1);
  EXPECT_EQ(kernel.counts().cells, 10);
  EXPECT_EQ(kernel.counts().bits, 32 + 10);
  EXPECT_FLOAT_EQ(kernel.value(1, 0.25), -2.5F);
  EXPECT_FLOAT_EQ(kernel.value(0, 0.25), 2.5F);
  EXPECT_EQ(kernel.value(1, -0.3), 0.0F) << "a magnitude is never below zero";
}

TEST(StoredKernel, TheUsedRangeSpreadsOverTheWholeCell) {
  auto format = formatOf(Sign::memory, Span::used);
  format.pruned = 0.4;    // 0.5, -1, 2, -3
  format.outliers = 0.1;  // -10
  const StoredKernel kernel(kWeights, format, false);
  EXPECT_EQ(kernel.range(), std::make_pair(4.0, 8.0));
  EXPECT_DOUBLE_EQ(kernel.share(9, 0), 0.0);
  EXPECT_DOUBLE_EQ(kernel.share(2, 0), 0.25);
  EXPECT_DOUBLE_EQ(kernel.share(0, 0), 1.0);
  EXPECT_FLOAT_EQ(kernel.value(6, 0.75), -7.0F);
  // four pruned of ten: 10 bits; one outlier of six: 3 bits and its 16; five signs; ends, and its scale
  EXPECT_EQ(kernel.counts().bits, 10 + 3 + 16 + 5 + 2 * 32 + 32);
  EXPECT_EQ(kernel.counts().cells, 5);

  const StoredKernel whole(kWeights, formatOf(Sign::cell, Span::used), false);
  EXPECT_EQ(whole.range(), std::make_pair(-10.0, 8.0));
  EXPECT_DOUBLE_EQ(whole.share(0, 0), 1.0);
}

TEST(StoredKernel, PrunedWeightsAreZeroAndOutliersAreExactWhateverIsRead) {
  auto format = formatOf(Sign::pair);
  format.pruned = 0.29;  // rounded down: two
  format.outliers = 0.2;
  const StoredKernel kernel(kWeights, format, false);
  EXPECT_EQ(kernel.counts().pruned, 2);
  EXPECT_EQ(kernel.counts().outliers, 2);
  EXPECT_EQ(kernel.copiesOf(4), 0);
  EXPECT_EQ(kernel.value(4, 0.7, 0.1), 0.0F);
  EXPECT_EQ(kernel.value(1, 0.7, 0.1), 0.0F);
  EXPECT_EQ(kernel.value(3, 0.7, 0.1), -10.0F);
  EXPECT_NEAR(kernel.value(0, 0.7, 0.1), 8.0F, 10.0 / 32767.0 / 2.0) << "16 bits";
  EXPECT_EQ(kernel.share(3, 1), 0.0);
  EXPECT_EQ(kernel.range().second, 7.0);
}

TEST(StoredKernel, TheGreatestWeightsHaveMoreCells) {
  auto format = formatOf(Sign::pair);
  format.copies = 2;
  format.redundant = 0.3;
  format.redundantCopies = 5;
  const StoredKernel kernel(kWeights, format, true);
  EXPECT_EQ(kernel.mostCopies(), 5);
  for (const std::size_t w : {0U, 3U, 7U}) {
    EXPECT_EQ(kernel.copiesOf(w), 5) << w;
  }
  EXPECT_EQ(kernel.copiesOf(6), 2);
  EXPECT_EQ(kernel.counts().cells, 2 * (7 * 2 + 3 * 5));
  // three of ten: a bit for each; the range's end and the reference of drift compensation
  EXPECT_EQ(kernel.counts().bits, 10 + 2 * 32);
}

TEST(StoredKernel, EqualCopiesNeedNoPositions) {
  auto format = formatOf(Sign::pair);
  format.copies = 3;
  format.redundant = 0.3;
  format.redundantCopies = 3;
  const StoredKernel kernel(kWeights, format, false);
  EXPECT_EQ(kernel.counts().redundant, 0);
  EXPECT_EQ(kernel.counts().bits, 32);
  EXPECT_EQ(kernel.counts().cells, 60);
}

TEST(StoredKernel, MemoryHoldsLevelsOfTheGreatestWeight) {
  StorageFormat format;
  format.medium = Medium::memory;
  format.bits = 4;  // levels of 10 / 7
  format.pruned = 0.1;
  const StoredKernel kernel(kWeights, format, false);
  EXPECT_EQ(kernel.counts().cells, 0);
  EXPECT_EQ(kernel.counts().bits, 4 + 9 * 4 + 32) << "one of ten numbers of 4 bits; nine weights; a scale";
  EXPECT_EQ(kernel.value(3, 0.0), -10.0F);
  EXPECT_FLOAT_EQ(kernel.value(0, 0.0), static_cast<float>(6.0 * 10.0 / 7.0));  // 5.6 levels
  EXPECT_EQ(kernel.value(4, 0.0), 0.0F);
}

TEST(StoredKernel, WithoutErrorsEveryWeightComesBack) {
  for (const auto sign : {Sign::cell, Sign::pair, Sign::memory}) {
    for (const auto span : {Span::whole, Span::used}) {
      if (sign == Sign::pair && span == Span::used) {
        continue;  // refused: at the low end a pair has no sign
      }
      const StoredKernel kernel(kWeights, formatOf(sign, span), false);
      for (std::size_t w = 0; w < kWeights.size(); ++w) {
        const double second = sign == Sign::pair ? kernel.share(w, 1) : 0.0;
        EXPECT_FLOAT_EQ(kernel.value(w, kernel.share(w, 0), second), kWeights[w]) << w;
      }
    }
  }
}

TEST(StoredKernel, ZerosAreStored) {
  const std::vector<float> zeros(4, 0.0F);
  for (const auto sign : {Sign::cell, Sign::pair, Sign::memory}) {
    const StoredKernel kernel(zeros, formatOf(sign), false);
    EXPECT_EQ(kernel.share(2, 0), 0.0);
    EXPECT_EQ(kernel.value(2, 0.3, 0.1), 0.0F);
  }
}

}  // namespace
}  // namespace ohmic::mapping
