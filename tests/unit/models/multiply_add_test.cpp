// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/multiply_add.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace ohmic::models {
namespace {

void expectRoundedOnce(float a, float b, float c) {
  const float expected = std::fma(a, b, c);
  const float found = multiplyAdd(a, b, c);
  if (std::isnan(expected)) {
    ASSERT_TRUE(std::isnan(found)) << a << " * " << b << " + " << c;
    return;
  }
  ASSERT_EQ(found, expected) << a << " * " << b << " + " << c;
  ASSERT_EQ(std::signbit(found), std::signbit(expected)) << a << " * " << b << " + " << c;
}

TEST(MultiplyAdd, RoundsOnceForAnyBits) {
  std::mt19937 generator(1);
  const auto any = [&] {
    const std::uint32_t bits = static_cast<std::uint32_t>(generator());  // 32 bits of each
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  };
  for (int trial = 0; trial < 1000000; ++trial) {
    expectRoundedOnce(any(), any(), any());
  }
}

// An odd product of 25 bits lies half way between two floats, and the addend, far below a double's last bit,
// decides. Rounding to double and then to float loses it every other time.
TEST(MultiplyAdd, RoundsOnceWhereRoundingTwiceDoesNot) {
  std::mt19937 generator(2);
  std::uniform_int_distribution<int> factor(1 << 11, (1 << 12) - 1);
  int twice = 0;
  for (int trial = 0; trial < 100000; ++trial) {
    const auto a = static_cast<float>(2 * factor(generator) + 1);
    const auto b = static_cast<float>((1 << 25) / (2 * factor(generator) + 1) | 1);
    const float c = std::ldexp(static_cast<float>(factor(generator)), -60);
    for (const float addend : {c, -c}) {
      expectRoundedOnce(a, b, addend);
      twice += static_cast<float>(static_cast<double>(a) * b + addend) != std::fma(a, b, addend) ? 1 : 0;
    }
  }
  EXPECT_GT(twice, 10000);
}

TEST(MultiplyAdd, KeepsZerosInfinitiesAndTheSmallestNumbers) {
  const float inf = std::numeric_limits<float>::infinity();
  const float least = std::numeric_limits<float>::denorm_min();
  const std::vector<float> values{0.0F,
                                  -0.0F,
                                  1.0F,
                                  -1.0F,
                                  least,
                                  -least,
                                  1.5F * least,
                                  0.5F,
                                  inf,
                                  -inf,
                                  std::numeric_limits<float>::min(),
                                  std::numeric_limits<float>::max(),
                                  -std::numeric_limits<float>::max(),
                                  std::numeric_limits<float>::quiet_NaN()};
  for (const float a : values) {
    for (const float b : values) {
      for (const float c : values) {
        expectRoundedOnce(a, b, c);
      }
    }
  }
}

}  // namespace
}  // namespace ohmic::models
