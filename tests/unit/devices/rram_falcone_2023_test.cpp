// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/rram_falcone_2023.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/unit/configs/refusal.h"
#include "tests/unit/devices/rows.h"

namespace ohmic::devices::rram_falcone_2023 {
namespace {

constexpr double kDay = 86400.0;

TEST(RramFalcone2023, SigmaIsThePublishedFit) {
  EXPECT_NEAR(programmingFine().sigma(50e-6), 0.05425057e-6, 1e-14);      // 0.00081107 + 0.00106879 * 50
  EXPECT_NEAR(programmingCoarse().sigma(50e-6), 0.5757322481e-6, 1e-14);  // 0.0112185391 + 0.01129027418 * 50
  EXPECT_EQ(programmingFine().fitted.least, 9e-6);
  EXPECT_EQ(programmingFine().fitted.greatest, 88.199997e-6);
}

TEST(RramFalcone2023, RelaxesByThePublishedFit) {
  const Row states = {20e-6, 50e-6, 80e-6};
  const Row old = aged(Relaxation(), states, kDay);
  float z[3];
  drawNormals(RandomStream(1), cellsOf(states), z);
  for (std::size_t i = 0; i < states.size(); ++i) {
    EXPECT_NEAR(old[i], states[i] + (-1.0116635 + 0.8893659 * static_cast<double>(z[i])) * 1e-6, 1e-12);
  }
}

TEST(RramFalcone2023, ACellRelaxesAlongOneTrajectory) {
  const Row states(64, 50e-6);
  const Row day = aged(Relaxation(), states, kDay);
  const Row year = aged(Relaxation(), states, 365.0 * kDay);
  for (std::size_t i = 1; i < states.size(); ++i) {
    EXPECT_EQ(day[i] < day[i - 1], year[i] < year[i - 1]);
  }
}

TEST(RramFalcone2023, ReadTimeZeroIsTheIdentity) {
  const Row states = {8.9e-6, 50e-6, 88.3e-6};
  EXPECT_EQ(aged(Relaxation(), states, 0.0), states);
  EXPECT_EQ(flickered(Flicker(), states, 0.0), states);
}

TEST(RramFalcone2023, ScaleZeroIsAnIdealDevice) {
  const Row states = {9e-6, 50e-6, 88e-6};
  EXPECT_EQ(aged(Relaxation(0.0), states, kDay), states);
  EXPECT_EQ(flickered(Flicker(0.0), states, kDay), states);
}

TEST(RramFalcone2023, FlickersByThePublishedFit) {
  EXPECT_NEAR(Flicker::sigma(50e-6, 3600.0), 0.2175022954e-6, 1e-14);
  EXPECT_EQ(Flicker::sigma(0.5e-6, 3600.0), 0.0);
  EXPECT_EQ(Flicker::sigma(50e-6, 0.5e-6), 0.0);
}

TEST(RramFalcone2023, FlickeringStaysWithinTheRange) {
  Row states(1000, 9e-6);
  states.resize(2000, 88.199997e-6);
  for (const double g : flickered(Flicker(), states, kDay)) {
    EXPECT_GE(g, 9e-6);
    EXPECT_LE(g, 88.199997e-6);
  }
}

TEST(RramFalcone2023, SaysNothingBetweenZeroAndOneSecond) {
  EXPECT_EQ(Relaxation().refusal(0.0), "");
  EXPECT_EQ(Relaxation().refusal(1.0), "");
  EXPECT_EQ(Relaxation().refusal(0.5), "0 s, and 1 s or more");
  EXPECT_THROW(aged(Relaxation(), {50e-6}, 0.5), std::out_of_range);
}

TEST(RramFalcone2023, RefusesANegativeScale) {
  const std::string message = "hardware.cell: scale is -1; a number of at least 0 is allowed";
  EXPECT_EQ(configs::refusal([] { return Relaxation(-1.0); }), message);
  EXPECT_EQ(configs::refusal([] { return Flicker(-1.0); }), message);
}

}  // namespace
}  // namespace ohmic::devices::rram_falcone_2023
