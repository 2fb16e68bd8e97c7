// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/elide.h"

#include <gtest/gtest.h>

namespace ohmic::sim::report {
namespace {

TEST(Elide, DropsTheMiddleOfLongNames) {
  EXPECT_EQ(elide("layer1.0.conv1", 24), "layer1.0.conv1");
  EXPECT_EQ(elide("abcdefghij", 5), "ab…ij");
  EXPECT_EQ(elide("ΩΩΩΩΩΩ", 3), "Ω…Ω");
  EXPECT_EQ(characters(elide("/layer1/layer1.0/conv1/Conv_output_0", 24)), 24);
}

}  // namespace
}  // namespace ohmic::sim::report
