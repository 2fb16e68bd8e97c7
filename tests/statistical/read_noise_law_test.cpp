// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "devices/cells/pcm_hermes_2022.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "tests/statistical/law.h"
#include "tests/unit/devices/rows.h"

namespace ohmic::devices {
namespace {

constexpr std::size_t kCells = 1000000;

void expectFit(const FlickerFit& fit, double greatest) {
  const Flicker law(fit);
  std::uint64_t key = 300;
  const auto expectAt = [&](double share, double readTime) {
    SCOPED_TRACE(share);
    const double g = share * greatest;
    const double sigma = g * fit.amplitude(g) * law.growth(readTime);
    expectSigma(flickered(law, Row(kCells, g), readTime, ++key),
                [&](double factor) { return clampedNormal(g, factor * sigma); });
  };
  for (const double share : {1e-3, 0.04, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    expectAt(share, 25.0);
  }
  expectAt(0.04, 1e3);
  expectAt(0.4, 1e6);
}

TEST(ReadNoiseLaw, OfPcmNandakumar2019) { expectFit(pcm_nandakumar_2019::flicker(), 25e-6); }

TEST(ReadNoiseLaw, OfPcmHermes2022One) { expectFit(pcm_hermes_2022_one::flicker(), 10.35e-6); }

TEST(ReadNoiseLaw, OfPcmHermes2022Two) { expectFit(pcm_hermes_2022_two::flicker(), 20.7e-6); }

}  // namespace
}  // namespace ohmic::devices
