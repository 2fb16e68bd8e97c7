// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "devices/cells/pcm_hermes_2022.h"
#include "devices/cells/pcm_joshi_2020.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "devices/cells/rram_milo_2021.h"
#include "devices/cells/rram_wan_2022.h"

// The golden values of the models' sources, computed once from their formulas: they prove agreement with the
// formula. x is the share of g_max.

namespace ohmic::devices {
namespace {

constexpr double kMicro = 1e-6;

TEST(PcmNandakumar2019, SigmaIsThePublishedFit) {
  const std::vector<std::pair<double, double>> golden = {{0.0, 0.263480}, {0.1, 0.448249},  {0.25, 0.681411},
                                                         {0.5, 0.952705}, {0.75, 1.077361}, {1.0, 1.055380}};
  for (const auto& [x, sigma] : golden) {
    EXPECT_NEAR(pcm_nandakumar_2019::programming().sigma(x * 25e-6), sigma * kMicro, 1e-6 * kMicro) << x;
  }
}

TEST(PcmNandakumar2019, ExponentsAreThePublishedFit) {
  const DriftFit& drift = pcm_nandakumar_2019::drift();
  EXPECT_NEAR(drift.meanExponent(0.05 * 25e-6), 0.070834, 1e-6);
  EXPECT_NEAR(drift.exponentSigma(0.05 * 25e-6), 0.031547, 1e-6);
  EXPECT_NEAR(drift.meanExponent(0.1 * 25e-6), 0.060090, 1e-6);
  EXPECT_NEAR(drift.exponentSigma(0.1 * 25e-6), 0.022882, 1e-6);
  EXPECT_EQ(drift.meanExponent(0.0), 0.1);
  EXPECT_EQ(drift.exponentSigma(0.0), 0.045);
  EXPECT_EQ(drift.meanExponent(25e-6), 0.049);
  EXPECT_EQ(drift.exponentSigma(25e-6), 0.008);
}

TEST(PcmNandakumar2019, FlickerIsThePublishedFit) {
  const FlickerFit& flicker = pcm_nandakumar_2019::flicker();
  EXPECT_NEAR(flicker.amplitude(0.1 * 25e-6), 0.039308, 1e-6);
  EXPECT_NEAR(flicker.amplitude(0.5 * 25e-6), 0.013809, 1e-6);
  EXPECT_NEAR(flicker.amplitude(25e-6), 0.0088, 1e-12);
  EXPECT_EQ(flicker.amplitude(0.0), 0.2);
  const std::vector<std::pair<double, double>> growth = {
      {0.0, 4.183825}, {1.0, 4.189652}, {3600.0, 4.764755}, {86400.0, 5.086810}, {365.0 * 86400.0, 5.636958}};
  for (const auto& [time, root] : growth) {
    EXPECT_NEAR(Flicker(flicker).growth(time), root, 1e-6) << time;
  }
}

TEST(PcmHermes2022, IsThePublishedFitOfOneDevice) {
  const double half = 0.5 * 10.35e-6;
  EXPECT_NEAR(pcm_hermes_2022_one::programming().sigma(half), 0.865313 * kMicro, 1e-6 * kMicro);
  EXPECT_NEAR(pcm_hermes_2022_one::drift().meanExponent(half), 0.056400, 1e-9);
  EXPECT_NEAR(pcm_hermes_2022_one::drift().exponentSigma(half), 0.012075, 1e-9);
  EXPECT_NEAR(pcm_hermes_2022_one::flicker().amplitude(half), 0.021700, 1e-9);
  EXPECT_EQ(pcm_hermes_2022_one::drift().start, 200.0);
}

TEST(PcmHermes2022, IsThePublishedFitOfTwoDevices) {
  const double half = 0.5 * 20.7e-6;
  EXPECT_NEAR(pcm_hermes_2022_two::programming().sigma(half), 0.991013 * kMicro, 1e-6 * kMicro);
  EXPECT_NEAR(pcm_hermes_2022_two::drift().meanExponent(half), 0.056400, 1e-9);
  EXPECT_NEAR(pcm_hermes_2022_two::drift().exponentSigma(half), 0.009000, 1e-9);
  EXPECT_NEAR(pcm_hermes_2022_two::flicker().amplitude(half), 0.0167125, 1e-9);
  EXPECT_EQ(pcm_hermes_2022_two::drift().start, 300.0);
}

TEST(PcmHermes2022, ClipsItsLogarithmsNearZero) {
  for (const DriftFit& drift : {pcm_hermes_2022_one::drift(), pcm_hermes_2022_two::drift()}) {
    EXPECT_EQ(drift.meanExponent(0.0), 0.13);
    EXPECT_EQ(drift.exponentSigma(0.0), 0.04);
  }
  EXPECT_EQ(pcm_hermes_2022_one::flicker().amplitude(0.0), 0.04);
  EXPECT_EQ(pcm_hermes_2022_two::flicker().amplitude(0.0), 0.04);
  EXPECT_NEAR(pcm_hermes_2022_one::drift().meanExponent(0.09 * 10.35e-6), 0.074988,
              1e-6);  // 0.0387 * 2.407946 - ..
}

TEST(PcmJoshi2020, SigmaIsThePublishedFit) {
  EXPECT_NEAR(pcmJoshi2020().sigma(5e-6), 0.620980e-6, 1e-12);
  EXPECT_NEAR(pcmJoshi2020().sigma(25e-6), 1.065523e-6, 1e-12);
}

TEST(RramWan2022Crosssim, SigmaIsThePublishedFit) {
  EXPECT_NEAR(rramWan2022Crosssim().sigma(20e-6), 2.3618e-6, 1e-10);
  EXPECT_NEAR(rramWan2022Crosssim().sigma(0.0), 1.053e-6, 1e-15);
}

TEST(RramMilo2021, SigmaIsThePublishedFit) { EXPECT_NEAR(rramMilo2021().sigma(100e-6), 3.871621e-6, 1e-12); }

TEST(PublishedFits, AreEvaluatedAtTheNearestEndOutsideTheirRange) {
  for (const ProgrammingFit* fit :
       {&pcm_nandakumar_2019::programming(), &pcm_hermes_2022_one::programming(),
        &pcm_hermes_2022_two::programming(), &pcmJoshi2020(), &rramWan2022Crosssim(), &rramMilo2021()}) {
    EXPECT_EQ(fit->sigma(2.0 * fit->fitted.greatest), fit->sigma(fit->fitted.greatest)) << fit->law;
    EXPECT_EQ(fit->sigma(fit->fitted.least - 1e-6), fit->sigma(fit->fitted.least)) << fit->law;
  }
}

}  // namespace
}  // namespace ohmic::devices
