// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/flicker.h"

#include <gtest/gtest.h>

#include "devices/cells/pcm_nandakumar_2019.h"
#include "tests/unit/configs/refusal.h"
#include "tests/unit/devices/rows.h"

namespace ohmic::devices {
namespace {

const FlickerFit& fit() { return pcm_nandakumar_2019::flicker(); }

TEST(Flicker, AddsItsGrownAmplitudeTimesTheCellsDraw) {
  const Row states = {1e-6, 10e-6, 25e-6};
  const Row g = flickered(Flicker(fit()), states, 3600.0);
  float z[3];
  drawNormals(RandomStream(1), cellsOf(states), z);
  for (std::size_t i = 0; i < states.size(); ++i) {
    const double sigma = states[i] * fit().amplitude(states[i]) * 4.764755;
    EXPECT_NEAR(g[i], states[i] + sigma * static_cast<double>(z[i]), 1e-6 * states[i]);
  }
}

TEST(Flicker, ScaleZeroIsASilentDevice) {
  const Row states = {0.0, 1e-6, 25e-6};
  EXPECT_EQ(flickered(Flicker(fit(), 0.0), states, 1.0), states);
}

TEST(Flicker, LeavesACellWithoutConductanceAtZero) {
  EXPECT_EQ(flickered(Flicker(fit()), Row(16, 0.0), 1e8), Row(16, 0.0));
}

TEST(Flicker, LeavesNoConductanceBelowZero) {
  for (const double g : flickered(Flicker(fit()), Row(1000, 0.1e-6), 1e8)) {
    EXPECT_GE(g, 0.0);
  }
}

TEST(Flicker, IsNoFreshNoise) {
  EXPECT_FALSE(Flicker(fit()).isFresh());
  EXPECT_EQ(Flicker(fit()).freshSigma(10e-6), 0.0);
}

TEST(Flicker, RefusesANegativeScale) {
  EXPECT_EQ(configs::refusal([] { return Flicker(fit(), -2.0); }),
            "hardware.cell: scale is -2; a number of at least 0 is allowed");
}

TEST(Flicker, DescribesItself) {
  EXPECT_EQ(
      Flicker(fit()).describe(),
      "1/f noise since programming, sigma = 1 * g Q sqrt(ln((t + 20 s + 250 ns) / 500 ns)), Q = min(0.0088 / "
      "x^0.65, 0.2), x = g / 25 uS (Nandakumar et al. 2019, aihwkit)");
}

}  // namespace
}  // namespace ohmic::devices
