// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "devices/cells/pcm_nandakumar_2019.h"
#include "tests/statistical/law.h"
#include "tests/unit/devices/rows.h"

// Phase-change cells after programming, drift and 1/f noise together: moments of a million cells against the
// integral of the three laws.

namespace ohmic::devices {
namespace {

namespace pcm = pcm_nandakumar_2019;

constexpr std::size_t kCells = 1000000;

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
};

/// Adds up weight(z) f(z) over the standard normal density.
template <typename Function>
void integrateNormal(const Function& f) {
  constexpr double kStep = 0.05;
  for (double z = -7.0; z <= 7.0; z += kStep) {
    f(z, kStep * std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::acos(-1.0)));
  }
}

Moments expected(double target, double readTime) {
  const double ratio = (readTime + pcm::drift().start) / pcm::drift().start;
  const double growth = Flicker(pcm::flicker()).growth(readTime);
  double first = 0.0;
  double second = 0.0;
  integrateNormal([&](double zProgramming, double weightProgramming) {
    const double g = std::max(target + pcm::programming().sigma(target) * zProgramming, 0.0);
    integrateNormal([&](double zDrift, double weightDrift) {
      const double nu =
          std::abs(pcm::drift().meanExponent(target) + pcm::drift().exponentSigma(target) * zDrift);
      const double old = g * std::pow(ratio, -nu);
      if (old > 0.0) {
        const Law law = clampedNormal(old, old * pcm::flicker().amplitude(target) * growth);
        first += weightProgramming * weightDrift * law.mean;
        second += weightProgramming * weightDrift * (law.variance + law.mean * law.mean);
      }
    });
  });
  return {first, second - first * first};
}

std::vector<double> cells(double target, double readTime) {
  const Row targets(kCells, target);
  Row g = programmed(FittedProgramming(pcm::programming()), targets, 11);
  PowerLawDrift(pcm::drift()).age(cellsOf(g), RandomStream(12), targets.data(), readTime, g.data());
  return flickered(Flicker(pcm::flicker()), targets, std::move(g), readTime, 13);
}

TEST(PcmMoments, FollowTheThreeLawsTogether) {
  for (const double target : {1e-6, 5e-6, 10e-6, 20e-6, 25e-6}) {
    for (const double readTime : {25.0, 1e3, 1e6}) {
      SCOPED_TRACE(::testing::Message() << target << " S, " << readTime << " s");
      const Moments law = expected(target, readTime);
      const auto noCdf = [](double) { return 0.0; };
      const Distance found = distance(cells(target, readTime), {noCdf, law.mean, law.variance, 0.0});
      EXPECT_LT(found.mean, kStandardErrors);
      EXPECT_LT(found.variance, kStandardErrors);
    }
  }
}

}  // namespace
}  // namespace ohmic::devices
