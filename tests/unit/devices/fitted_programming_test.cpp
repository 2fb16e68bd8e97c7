// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/fitted_programming.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <string>

#include "devices/cells/pcm_nandakumar_2019.h"
#include "tests/unit/configs/refusal.h"
#include "tests/unit/devices/rows.h"

namespace ohmic::devices {
namespace {

const ProgrammingFit& fit() { return pcm_nandakumar_2019::programming(); }

TEST(FittedProgramming, AddsSigmaTimesTheCellsDraw) {
  const Row target = {5e-6, 10e-6, 15e-6};
  const Row g = programmed(FittedProgramming(fit()), target);
  float z[3];
  drawNormals(RandomStream(1), cellsOf(target), z);
  for (std::size_t i = 0; i < target.size(); ++i) {
    EXPECT_DOUBLE_EQ(g[i], target[i] + fit().sigma(target[i]) * static_cast<double>(z[i]));
  }
}

TEST(FittedProgramming, ScaleZeroIsAnIdealDevice) {
  const Row target = {0.0, 1e-6, 10e-6, 25e-6};
  EXPECT_EQ(programmed(FittedProgramming(fit(), 0.0), target), target);
}

TEST(FittedProgramming, ScalesTheError) {
  const Row target(8, 12.5e-6);
  const Row once = programmed(FittedProgramming(fit()), target);
  const Row twice = programmed(FittedProgramming(fit(), 2.0), target);
  for (std::size_t i = 0; i < target.size(); ++i) {
    EXPECT_NEAR(twice[i] - target[i], 2.0 * (once[i] - target[i]), 1e-18);
  }
}

TEST(FittedProgramming, LeavesNoConductanceBelowZero) {
  for (const double g : programmed(FittedProgramming(fit()), Row(1000, 0.1e-6))) {
    EXPECT_GE(g, 0.0);
  }
}

TEST(FittedProgramming, ACellsDrawIgnoresItsNeighbours) {
  Row target(8, 5e-6);
  const Row before = programmed(FittedProgramming(fit()), target);
  target[2] = 20e-6;
  const Row after = programmed(FittedProgramming(fit()), target);
  for (std::size_t i = 0; i < target.size(); ++i) {
    EXPECT_EQ(before[i] == after[i], i != 2) << i;
  }
}

/// The message about a row whose cell (3, 6) has a bad target.
std::string complaint(double bad) {
  Row target(4, 1e-6);
  target[2] = bad;
  try {
    FittedProgramming(fit()).program(cellsOf(target, 4), RandomStream(1), target.data());
  } catch (const std::out_of_range& error) {
    return error.what();
  }
  return "accepted";
}

TEST(FittedProgramming, NamesTheCellOutsideTheMeasuredRange) {
  EXPECT_EQ(complaint(-1e-9), "cell (3, 6): target -1e-09 S outside the fitted [0, 2.5e-05] S");
  EXPECT_EQ(complaint(26e-6), "cell (3, 6): target 2.6e-05 S outside the fitted [0, 2.5e-05] S");
  EXPECT_EQ(complaint(std::numeric_limits<double>::quiet_NaN()),
            "cell (3, 6): target nan S outside the fitted [0, 2.5e-05] S");
}

TEST(FittedProgramming, AcceptsATopTargetThatRoundingLifted) {
  EXPECT_EQ(complaint(25e-6 * (1.0 + 1e-15)), "accepted");
}

TEST(FittedProgramming, RefusesAScaleThatIsNone) {
  const auto refused = [](double scale) {
    return configs::refusal([&] { return FittedProgramming(fit(), scale); });
  };
  EXPECT_EQ(refused(-1.0), "hardware.cell: scale is -1; a number of at least 0 is allowed");
  EXPECT_EQ(refused(std::numeric_limits<double>::infinity()),
            "hardware.cell: scale is inf; a number of at least 0 is allowed");
  EXPECT_EQ(refused(std::numeric_limits<double>::quiet_NaN()),
            "hardware.cell: scale is nan; a number of at least 0 is allowed");
}

TEST(FittedProgramming, DescribesItself) {
  EXPECT_EQ(FittedProgramming(fit(), 0.5).describe(),
            "programming error, sigma = 0.5 * (-1.1731 x^2 + 1.9650 x + 0.26348) uS, x = g / 25 uS "
            "(Nandakumar et al. "
            "2019, aihwkit)");
}

}  // namespace
}  // namespace ohmic::devices
