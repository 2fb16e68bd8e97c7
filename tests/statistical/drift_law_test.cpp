// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "devices/cells/pcm_hermes_2022.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "tests/statistical/law.h"
#include "tests/unit/devices/rows.h"

namespace ohmic::devices {
namespace {

constexpr std::size_t kCells = 1000000;

/// The exponents that a million cells show between programming and @p readTime.
std::vector<double> exponents(const DriftFit& fit, double target, double readTime) {
  std::vector<double> nu = aged(PowerLawDrift(fit), Row(kCells, target), readTime, 7);
  for (double& g : nu) {
    g = -std::log(g / target) / std::log((readTime + fit.start) / fit.start);
  }
  return nu;
}

void expectFit(const DriftFit& fit, double greatest) {
  for (const double share : {1e-9, 0.04, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    SCOPED_TRACE(share);
    const double target = share * greatest;
    expectSigma(exponents(fit, target, 1e6), [&](double factor) {
      return foldedNormal(fit.meanExponent(target), factor * fit.exponentSigma(target));
    });
  }
}

TEST(DriftLaw, OfPcmNandakumar2019) { expectFit(pcm_nandakumar_2019::drift(), 25e-6); }

TEST(DriftLaw, OfPcmHermes2022One) { expectFit(pcm_hermes_2022_one::drift(), 10.35e-6); }

TEST(DriftLaw, OfPcmHermes2022Two) { expectFit(pcm_hermes_2022_two::drift(), 20.7e-6); }

}  // namespace
}  // namespace ohmic::devices
