// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/dac.h"

#include <gtest/gtest.h>

namespace ohmic::devices {
namespace {

TEST(Dac, RoundsHalfToEvenAndClamps) {
  const Dac dac{2.0F, 0, 255};
  EXPECT_EQ(dac.code(0.25F), 0);
  EXPECT_EQ(dac.code(0.75F), 2);
  EXPECT_EQ(dac.code(1.25F), 2);
  EXPECT_EQ(dac.code(1.26F), 3);
  EXPECT_EQ(dac.code(127.5F), 255);
  EXPECT_EQ(dac.code(1e9F), 255);
  EXPECT_EQ(dac.code(-1.0F), 0);
}

TEST(Dac, IsSymmetricForSignedActivations) {
  const Dac dac{1.0F, -127, 127};
  for (float x = 0.0F; x < 200.0F; x += 0.25F) {
    ASSERT_EQ(dac.code(-x), -dac.code(x)) << x;
  }
}

TEST(Dac, KeepsAllSixteenBitsOfAnUnsignedCode) {
  const Dac dac{1.0F, 0, 65535};
  for (int code = 0; code <= 65535; ++code) {
    ASSERT_EQ(static_cast<std::uint16_t>(dac.code(static_cast<float>(code))), code);
  }
}

TEST(DacErrors, ABowIsZeroAtBothEndsAndOddInTheCode) {
  const DacErrors errors{0.5, 0.0};
  EXPECT_EQ(errors.deviation(0, 254, 1.0, 3.0), 0.0);
  EXPECT_EQ(errors.deviation(254, 254, 1.0, 3.0), 0.0);
  EXPECT_DOUBLE_EQ(errors.deviation(127, 254, 1.0, 3.0), 0.5);
  EXPECT_DOUBLE_EQ(errors.deviation(-127, 254, 1.0, 3.0), -0.5);
  EXPECT_DOUBLE_EQ(errors.deviation(127, 254, -2.0, 3.0), -1.0);
}

TEST(DacErrors, NoiseAddsToEveryCode) {
  const DacErrors errors{0.0, 0.25};
  EXPECT_DOUBLE_EQ(errors.deviation(0, 254, 1.0, 2.0), 0.5);
  EXPECT_DOUBLE_EQ(errors.deviation(-200, 254, 1.0, 2.0), 0.5);
}

}  // namespace
}  // namespace ohmic::devices
