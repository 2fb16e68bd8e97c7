// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/elementary.h"

#include <gtest/gtest.h>

namespace ohmic::models {
namespace {

TEST(Sigmoid, IsSymmetricAndSaturates) {
  EXPECT_EQ(sigmoid(0.0F), 0.5F);
  EXPECT_FLOAT_EQ(sigmoid(2.0F), 0.880797078F);
  EXPECT_FLOAT_EQ(sigmoid(-2.0F), 1.0F - 0.880797078F);
  EXPECT_EQ(sigmoid(-1000.0F), 0.0F);
  EXPECT_EQ(sigmoid(1000.0F), 1.0F);
}

}  // namespace
}  // namespace ohmic::models
