// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// All 16,384 shapes up to 128 x 128, 128 tests of 128: label long.

#include <gtest/gtest.h>

#include "tests/unit/wires/random_array.h"

namespace ohmic::devices {
namespace {

class EveryShape : public testing::TestWithParam<int> {};

TEST_P(EveryShape, AgreesWithTheSolutionOfAllNodes) {
  for (int lines = 1; lines <= 128; ++lines) {
    EXPECT_LT(disagreementOf(GetParam(), lines), 1e-9) << GetParam() << " x " << lines;
  }
}

INSTANTIATE_TEST_SUITE_P(Rows, EveryShape, testing::Range(1, 129));

}  // namespace
}  // namespace ohmic::devices
