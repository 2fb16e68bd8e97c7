// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/power_law_drift.h"

#include <gtest/gtest.h>

#include <cmath>

#include "devices/cells/pcm_hermes_2022.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "tests/unit/configs/refusal.h"
#include "tests/unit/devices/rows.h"

namespace ohmic::devices {
namespace {

const DriftFit& fit() { return pcm_nandakumar_2019::drift(); }

const Row kStates = {0.01e-6, 1e-6, 5e-6, 10e-6, 20e-6, 25e-6};

/// Every cell's exponent by its definition.
Row exponents(const DriftFit& drift, const Row& target) {
  std::vector<float> z(target.size());
  drawNormals(RandomStream(1), cellsOf(target), z.data());
  Row nu;
  for (std::size_t i = 0; i < target.size(); ++i) {
    nu.push_back(
        std::abs(drift.meanExponent(target[i]) + drift.exponentSigma(target[i]) * static_cast<double>(z[i])));
  }
  return nu;
}

TEST(PowerLawDrift, ReadTimeZeroIsTheIdentity) {
  EXPECT_EQ(aged(PowerLawDrift(fit()), kStates, 0.0), kStates);
}

TEST(PowerLawDrift, ScaleZeroIsAnIdealDevice) {
  const Row old = aged(PowerLawDrift(fit(), 0.0), kStates, 1e8);
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    EXPECT_DOUBLE_EQ(old[i], kStates[i]);
  }
}

TEST(PowerLawDrift, FallsAlongAStraightLineInLogarithms) {
  for (const DriftFit* drift :
       {&pcm_nandakumar_2019::drift(), &pcm_hermes_2022_one::drift(), &pcm_hermes_2022_two::drift()}) {
    const Row nu = exponents(*drift, kStates);
    const double times[] = {1.0, 3600.0, 86400.0, 3.15e7};
    for (int t = 1; t < 4; ++t) {
      const Row young = aged(PowerLawDrift(*drift), kStates, times[t - 1]);
      const Row old = aged(PowerLawDrift(*drift), kStates, times[t]);
      const double run = std::log(times[t] + drift->start) - std::log(times[t - 1] + drift->start);
      for (std::size_t i = 0; i < kStates.size(); ++i) {
        EXPECT_NEAR((std::log(old[i]) - std::log(young[i])) / run, -nu[i], 1e-9);
      }
    }
  }
}

TEST(PowerLawDrift, ScalesTheExponent) {
  const Row once = aged(PowerLawDrift(fit()), kStates, 1e6);
  const Row twice = aged(PowerLawDrift(fit(), 2.0), kStates, 1e6);
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    EXPECT_NEAR(twice[i] * kStates[i], once[i] * once[i], 1e-12 * once[i] * once[i]);
  }
}

TEST(PowerLawDrift, ACellsExponentIgnoresItsNeighboursAndItsError) {
  const Row target(8, 5e-6);
  Row g = target;
  g[2] = 7e-6;
  const Row before = aged(PowerLawDrift(fit()), target, 1e4);
  Row after = g;
  PowerLawDrift(fit()).age(cellsOf(g), RandomStream(1), target.data(), 1e4, after.data());
  for (std::size_t i = 0; i < target.size(); ++i) {
    EXPECT_DOUBLE_EQ(after[i] / g[i], before[i] / target[i]) << i;
  }
}

TEST(PowerLawDrift, RefusesANegativeScale) {
  EXPECT_EQ(configs::refusal([] { return PowerLawDrift(fit(), -0.1); }),
            "hardware.cell: scale is -0.1; a number of at least 0 is allowed");
}

TEST(PowerLawDrift, DescribesItself) {
  EXPECT_EQ(
      PowerLawDrift(fit()).describe(),
      "drift g ((t + 20 s) / 20 s)^-nu, nu = 1 * |mu + s z| of each cell, mu = clip(-0.0155 ln x + 0.0244, "
      "0.049, "
      "0.1), s = clip(-0.0125 ln x - 0.0059, 0.008, 0.045), x = target / 25 uS (Nandakumar et al. 2019, "
      "aihwkit)");
}

}  // namespace
}  // namespace ohmic::devices
