// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "sim/study/study_figures.h"

namespace ohmic::sim {
namespace {

TEST(ParetoFront, KeepsWhatNothingBeats) {
  // accuracy, less energy: the third is beaten by the second in both, the fourth in one and equal in the
  // other
  EXPECT_EQ(paretoFront({{0.9, 0.8, 0.7, 0.8}, {-3.0, -1.0, -2.0, -2.0}}),
            (std::vector<bool>{true, true, false, false}));
}

TEST(ParetoFront, KeepsEquals) {
  EXPECT_EQ(paretoFront({{1.0, 1.0}, {2.0, 2.0}}), (std::vector<bool>{true, true}));
}

TEST(ParetoFront, OfOneGoalIsItsGreatest) {
  EXPECT_EQ(paretoFront({{1.0, 3.0, 2.0}}), (std::vector<bool>{false, true, false}));
}

}  // namespace
}  // namespace ohmic::sim
