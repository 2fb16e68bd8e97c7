// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "devices/cells/gaussian.h"
#include "devices/cells/pcm_hermes_2022.h"
#include "devices/cells/pcm_joshi_2020.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "devices/cells/rram_falcone_2023.h"
#include "devices/cells/rram_milo_2021.h"
#include "devices/cells/rram_wan_2022.h"
#include "devices/cells/rram_wan_2022_aihwkit.h"
#include "devices/cells/sonos_agrawal_2022.h"
#include "tests/statistical/law.h"
#include "tests/unit/devices/rows.h"

// A million cells at both ends of the range and at five states between follow each programming law.

namespace ohmic::devices {
namespace {

constexpr std::size_t kCells = 1000000;

std::vector<double> states(const ConductanceRange& range) {
  std::vector<double> targets;
  for (int i = 0; i <= 6; ++i) {
    targets.push_back(range.least + (range.greatest - range.least) * i / 6.0);
  }
  return targets;
}

void expectFit(const ProgrammingFit& fit) {
  std::uint64_t key = 100;
  for (const double target : states(fit.fitted)) {
    SCOPED_TRACE(target);
    const FittedProgramming law(fit);
    if (fit.sigma(target) == 0.0) {  // SONOS that carries no current
      EXPECT_EQ(programmed(law, {target}), Row{target});
      continue;
    }
    expectSigma(programmed(law, Row(kCells, target), ++key),
                [&](double factor) { return clampedNormal(target, factor * fit.sigma(target)); });
  }
}

TEST(ProgrammingLaw, OfPcmNandakumar2019) { expectFit(pcm_nandakumar_2019::programming()); }

TEST(ProgrammingLaw, OfPcmHermes2022One) { expectFit(pcm_hermes_2022_one::programming()); }

TEST(ProgrammingLaw, OfPcmHermes2022Two) { expectFit(pcm_hermes_2022_two::programming()); }

TEST(ProgrammingLaw, OfPcmJoshi2020) { expectFit(pcmJoshi2020()); }

TEST(ProgrammingLaw, OfRramWan2022Crosssim) { expectFit(rramWan2022Crosssim()); }

TEST(ProgrammingLaw, OfRramWan2022Aihwkit) { expectFit(rram_wan_2022_aihwkit::programming()); }

TEST(ProgrammingLaw, OfRramFalcone2023Fine) { expectFit(rram_falcone_2023::programmingFine()); }

TEST(ProgrammingLaw, OfRramFalcone2023Coarse) { expectFit(rram_falcone_2023::programmingCoarse()); }

TEST(ProgrammingLaw, OfSonosAgrawal2022) { expectFit(sonos_agrawal_2022::programming()); }

TEST(ProgrammingLaw, OfRramMilo2021) { expectFit(rramMilo2021()); }

TEST(ProgrammingLaw, OfGenericErrors) {
  constexpr ConductanceRange kRange{1e-6, 100e-6};
  for (const auto kind : {NoiseKind::independent, NoiseKind::proportional, NoiseKind::inverseProportional}) {
    std::uint64_t key = 200;
    for (const double target : {1e-6, 10e-6, 30e-6, 50e-6, 70e-6, 90e-6, 100e-6}) {
      SCOPED_TRACE(target);
      const double sigma = genericSigma(kind, 0.1, kRange, target);
      const GenericProgramming normal(kind, 0.1, kRange);
      expectSigma(programmed(normal, Row(kCells, target), ++key),
                  [&](double factor) { return clampedNormal(target, factor * sigma); });
    }
  }
}

TEST(ProgrammingLaw, OfUniformErrors) {
  const GenericProgramming law(NoiseKind::independent, 0.1, {1e-6, 100e-6},
                               GenericProgramming::Shape::uniform);
  for (const double target : states({1e-6, 100e-6})) {
    SCOPED_TRACE(target);
    expectSigma(programmed(law, Row(kCells, target)),
                [&](double factor) { return clampedUniform(target, factor * 9.9e-6); });
  }
}

}  // namespace
}  // namespace ohmic::devices
