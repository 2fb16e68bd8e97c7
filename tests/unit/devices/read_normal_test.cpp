// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/random/read_normal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "devices/random/normal.h"

// A draw has 65,536 halves, so its law is known whole: the tests below go through all of them.

namespace ohmic::devices {
namespace {

constexpr std::uint32_t kHalves = 65536;
constexpr std::uint32_t kFurtherCut = 48;  ///< tails below it have more than 16 bits
const RandomStream kStream(5);
const ReadCount kCount{3, 7, 2};

float ofTail(std::uint32_t v) { return readNormal(kStream, kCount, 0, 2 * v); }

/// Probability of more than z.
double above(double z) { return 0.5 * std::erfc(z / std::sqrt(2.0)); }

TEST(ReadNormal, IsTheQuantileOfItsTail) {
  for (std::uint32_t v = kFurtherCut; v < kHalves / 2; ++v) {
    const double tail = (v + 0.5) / kHalves, found = above(ofTail(v));
    ASSERT_NEAR(found, tail, 1.6 / (2 * kHalves)) << v;  // 1.6 times half of what the law is cut to
    ASSERT_NEAR(found / tail, 1.0, 0.008) << v;
  }
}

TEST(ReadNormal, CutsTheOuterTailFurther) {
  for (std::uint32_t v = 0; v < kFurtherCut; ++v) {
    // somewhere in its 65,536th of probability, elsewhere for another count
    std::vector<float> found;
    for (std::uint32_t position = 0; position < 64; ++position) {
      found.push_back(readNormal(kStream, {3, position, 2}, 11, 2 * v));
      ASSERT_GE(found.back(), ofTail(kFurtherCut));
      const double share = above(found.back()) * kHalves - v;
      ASSERT_GT(share, -1e-2) << v;
      ASSERT_LT(share, 1.01) << v;
    }
    std::sort(found.begin(), found.end());
    ASSERT_GT(std::unique(found.begin(), found.end()) - found.begin(), 60) << v;
    const double half = v + 0.5;
    const auto isAbove = [&](float z) { return above(z) * kHalves < half; };
    const auto count = std::count_if(found.begin(), found.end(), isAbove);
    ASSERT_NEAR(static_cast<double>(count), 32.0, 4.0 * 4.0 + 2.0) << v;  // four standard deviations
  }
}

TEST(ReadNormal, TakesTheOuterTailsFurtherBitsFromABlockOfItsOwn) {
  for (const std::uint32_t column : {0U, 1U, 6U, 7U, 21U}) {
    const RandomBlock further = kStream.shortBlock(3, 7, column / 8 + 0x80000000U, 2);
    const std::uint32_t word = further[column / 2 % 4];
    const std::uint32_t bits = column % 2 == 0 ? word & 0xFFFFU : word >> 16U;
    EXPECT_EQ(readNormal(kStream, kCount, column, 2 * 17), standardNormal(17U << 16U | bits));
    EXPECT_EQ(readNormal(kStream, kCount, column, 2 * 17 + 1), -standardNormal(17U << 16U | bits));
  }
}

TEST(ReadNormal, HasMeanZeroAndVarianceOne) {
  double sum = 0.0, squares = 0.0, fourth = 0.0;
  for (std::uint32_t half = 0; half < kHalves; ++half) {
    const double z = readNormal(kStream, {3, half, 2}, 0, half);
    sum += half / 2 < kFurtherCut ? 0.0 : z;
    squares += z * z;
    fourth += z * z * z * z;
  }
  EXPECT_EQ(sum, 0.0);
  EXPECT_NEAR(squares / kHalves, 1.0, 3e-5);
  EXPECT_NEAR(fourth / kHalves, 3.0, 3e-3);  // few of its 96 outermost numbers decide on it
}

TEST(ReadNormal, FallsWithItsTail) {
  for (std::uint32_t v = kFurtherCut; v + 1 < kHalves / 2; ++v) {
    ASSERT_LE(ofTail(v + 1), ofTail(v)) << v;
  }
  EXPECT_GT(ofTail(kHalves / 2 - 1), 0.0F);
  EXPECT_LT(ofTail(kHalves / 2 - 1), 3e-5F);
}

TEST(ReadNormal, BelongsToTheColumnsHalfOfItsBlock) {
  ReadNormals normals(kStream, kCount);
  for (const std::uint32_t column : {5U, 4U, 0U, 7U, 8U, 30U, 1U}) {
    const RandomBlock block = kStream.shortBlock(3, 7, column / 8, 2);
    const std::uint32_t word = block[column / 2 % 4];
    const std::uint32_t half = column % 2 == 0 ? word & 0xFFFFU : word >> 16U;
    EXPECT_EQ(normals.of(column), readNormal(kStream, kCount, column, half)) << column;
  }
}

}  // namespace
}  // namespace ohmic::devices
