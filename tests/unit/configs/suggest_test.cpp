// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/suggest.h"

#include <gtest/gtest.h>

namespace ohmic::configs {
namespace {

TEST(Nearest, FindsATypingMistake) {
  EXPECT_EQ(nearest("bit", {"range", "bits"}), "bits");
  EXPECT_EQ(nearest("arary", {"adc", "array"}), "array");
  EXPECT_EQ(nearest("calibratoin", {"cells", "calibration"}), "calibration");
}

TEST(Nearest, FindsNothingWhereNothingIsNear) {
  EXPECT_EQ(nearest("colour", {"bits", "range"}), "");
  EXPECT_EQ(nearest("x", {"y"}), "");
  EXPECT_EQ(nearest("bits", {}), "");
}

TEST(DidYouMean, AsksOrIsSilent) {
  EXPECT_EQ(didYouMean("bit", {"bits"}), "did you mean 'bits'?");
  EXPECT_EQ(didYouMean("colour", {"bits"}), "");
}

}  // namespace
}  // namespace ohmic::configs
