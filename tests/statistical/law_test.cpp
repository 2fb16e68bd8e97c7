// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/statistical/law.h"

#include <gtest/gtest.h>

#include <cmath>

#include "devices/random/normal.h"

// The tests' own power: what a law 1 % off must do to them, and that a true law passes.

namespace ohmic::devices {
namespace {

constexpr std::uint32_t kSamples = 1000000;

/// max(mean + sigma z, 0) of independent draws.
std::vector<double> draws(double mean, double sigma) {
  std::vector<float> z(kSamples);
  drawNormals(RandomStream(20260101), {0, 0, kSamples, 0, 0}, z.data());
  std::vector<double> samples(z.begin(), z.end());
  for (double& x : samples) {
    x = std::max(mean + sigma * x, 0.0);
  }
  return samples;
}

TEST(LawTest, PassesTheTrueLaw) {
  expectLaw(draws(10.0, 1.0), clampedNormal(10.0, 1.0));
  expectLaw(draws(0.5, 1.0), clampedNormal(0.5, 1.0));
  expectLaw(draws(0.0, 1.0), clampedNormal(0.0, 1.0));
}

TEST(LawTest, FailsASigmaOnePercentOff) {
  for (const double sigma : {0.99, 1.01}) {
    const Distance found = distance(draws(10.0, sigma), clampedNormal(10.0, 1.0));
    EXPECT_GT(found.variance, kStandardErrors) << sigma;
    EXPECT_GT(found.kolmogorovSmirnov, kKolmogorov) << sigma;
  }
}

TEST(LawTest, FailsAMeanOnePercentOfSigmaOff) {
  const Distance found = distance(draws(10.01, 1.0), clampedNormal(10.0, 1.0));
  EXPECT_GT(found.mean, kStandardErrors);
  EXPECT_GT(found.kolmogorovSmirnov, kKolmogorov);
}

TEST(LawTest, FailsALawWithoutTheClamp) {
  const Distance found = distance(draws(0.5, 1.0), clampedNormal(0.5, 1.0, -1e300));
  EXPECT_GT(found.mean, kStandardErrors);
  EXPECT_GT(found.kolmogorovSmirnov, kKolmogorov);
}

TEST(LawTest, KnowsTheMomentsOfAHalfNormal) {
  const double pi = std::acos(-1.0);
  const Law clamped = clampedNormal(0.0, 2.0);
  EXPECT_NEAR(clamped.mean, 2.0 / std::sqrt(2.0 * pi), 1e-12);
  EXPECT_NEAR(clamped.variance, 4.0 * (0.5 - 0.5 / pi), 1e-12);
  const Law folded = foldedNormal(0.0, 2.0);
  EXPECT_NEAR(folded.mean, 2.0 * std::sqrt(2.0 / pi), 1e-12);
  EXPECT_NEAR(folded.variance, 4.0 * (1.0 - 2.0 / pi), 1e-12);
}

TEST(LawTest, KnowsTheMomentsOfAUniformLaw) {
  EXPECT_NEAR(clampedUniform(3.0, 2.0).mean, 3.0, 1e-12);
  EXPECT_NEAR(clampedUniform(3.0, 2.0).variance, 4.0 / 12.0, 1e-12);
  EXPECT_NEAR(clampedUniform(0.0, 2.0).mean, 0.25, 1e-12);
}

}  // namespace
}  // namespace ohmic::devices
