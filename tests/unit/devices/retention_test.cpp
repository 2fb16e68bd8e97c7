// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/retention.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "devices/cells/rram_wan_2022_aihwkit.h"
#include "devices/cells/sonos_agrawal_2022.h"
#include "tests/unit/configs/refusal.h"
#include "tests/unit/devices/rows.h"

namespace ohmic::devices {
namespace {

constexpr double kDay = 86400.0;
constexpr double kNanoampere = 1e-8;  // S at SONOS' 0.1 V

const RetentionFit& wan() { return rram_wan_2022_aihwkit::retention(); }
const RetentionFit& sonos() { return sonos_agrawal_2022::retention(); }

/// Standard deviation after a time.
double sigmaAt(const ProgrammingFit& programming, const RetentionFit& retention, double target,
               double readTime) {
  return programming.sigma(target) * retention.growth(target, readTime);
}

TEST(RramWan2022Aihwkit, SigmaIsThePublishedFitAtEachTime) {
  const auto& programming = rram_wan_2022_aihwkit::programming();
  EXPECT_NEAR(programming.sigma(20e-6), 2.022938e-6, 1e-12);
  EXPECT_NEAR(sigmaAt(programming, wan(), 20e-6, 1.0), 2.022938e-6, 1e-12);
  EXPECT_NEAR(sigmaAt(programming, wan(), 20e-6, kDay), 3.909000e-6, 1e-12);
  EXPECT_NEAR(sigmaAt(programming, wan(), 20e-6, 2.0 * kDay), 3.929125e-6, 1e-12);
  EXPECT_NEAR(sigmaAt(programming, wan(), 0.0, kDay), 0.701e-6, 1e-12);
}

TEST(RramWan2022Aihwkit, HoldsAtTheMeasuredTimesOnly) {
  const Retention law(wan());
  for (const double time : {0.0, 0.5, 1.0, kDay, 2.0 * kDay}) {
    EXPECT_EQ(law.refusal(time), "") << time;
  }
  for (const double time : {2.0, 3600.0, 1.5 * kDay, 365.0 * kDay}) {
    EXPECT_EQ(law.refusal(time), "0 s to 1 s, 1 day, 2 days") << time;
  }
}

// Computed once from the formula of the source.
TEST(SonosAgrawal2022, SpreadAndShiftAreThePublishedFit) {
  const auto& programming = sonos_agrawal_2022::programming();
  EXPECT_NEAR(programming.sigma(100 * kNanoampere), 8.608461 * kNanoampere, 1e-6 * kNanoampere);
  EXPECT_NEAR(programming.sigma(1600 * kNanoampere), 19.884373 * kNanoampere, 1e-6 * kNanoampere);
  EXPECT_NEAR(sonos().shift(100 * kNanoampere, kDay), 1.735209 * kNanoampere, 1e-6 * kNanoampere);
  EXPECT_NEAR(sonos().shift(1600 * kNanoampere, 5.0 * kDay), -40.698450 * kNanoampere, 1e-6 * kNanoampere);
  EXPECT_NEAR(sigmaAt(programming, sonos(), 800 * kNanoampere, kDay), 25.229943 * kNanoampere,
              1e-6 * kNanoampere);
  EXPECT_NEAR(sigmaAt(programming, sonos(), 800 * kNanoampere, 5.0 * kDay), 33.793964 * kNanoampere,
              1e-6 * kNanoampere);
}

TEST(SonosAgrawal2022, InterpolatesBetweenDays) {
  EXPECT_NEAR(sonos().shift(800 * kNanoampere, 0.5 * kDay), -1.913389 * kNanoampere, 1e-6 * kNanoampere);
  EXPECT_NEAR(sigmaAt(sonos_agrawal_2022::programming(), sonos(), 800 * kNanoampere, 0.5 * kDay),
              22.458305 * kNanoampere, 1e-6 * kNanoampere);
  EXPECT_EQ(Retention(sonos()).refusal(5.0 * kDay), "");
  EXPECT_EQ(Retention(sonos()).refusal(5.01 * kDay), "0 s to 5 days");
}

TEST(SonosAgrawal2022, FlickersAfreshAtEveryRead) {
  const sonos_agrawal_2022::FreshNoise law(0.5);
  EXPECT_TRUE(law.isFresh());
  EXPECT_NEAR(law.freshSigma(1600 * kNanoampere), 0.5 * 12.572902 * kNanoampere, 1e-6 * kNanoampere);
  EXPECT_EQ(law.freshSigma(0.0), 0.0);
  EXPECT_FALSE(sonos_agrawal_2022::FreshNoise(0.0).isFresh());
}

TEST(Retention, ReadTimeZeroIsTheIdentity) {
  for (const RetentionFit* fit : {&wan(), &sonos()}) {
    Row g = {0.0, 1.1e-6, 5.2e-6, 15.9e-6};
    const Row target = {0.0, 1e-6, 5e-6, 16e-6};
    const Row before = g;
    Retention(*fit).age(cellsOf(g), RandomStream(1), target.data(), 0.0, g.data());
    EXPECT_EQ(g, before);
  }
}

TEST(Retention, ScaleZeroKeepsTheState) {
  const Row states = {1e-6, 5e-6, 16e-6};
  EXPECT_EQ(aged(Retention(sonos(), 0.0), states, 5.0 * kDay), states);
}

TEST(Retention, KeepsACellsPlaceAmongTheCellsOfItsTarget) {
  const Row target(3, 20e-6);
  const Row young = {19e-6, 20e-6, 22e-6};
  Row old = young;
  Retention(wan()).age(cellsOf(old), RandomStream(1), target.data(), kDay, old.data());
  const double growth = 3.909000 / 2.022938;
  for (std::size_t i = 0; i < young.size(); ++i) {
    EXPECT_NEAR(old[i] - 20e-6, (young[i] - 20e-6) * growth, 1e-12);
  }
}

TEST(Retention, LeavesNoConductanceBelowZero) {
  const Row target(1, 1e-6);
  Row g = {0.0};
  Retention(wan()).age(cellsOf(g), RandomStream(1), target.data(), kDay, g.data());
  EXPECT_EQ(g[0], 0.0);
}

TEST(Retention, RefusesWhatItsFitDoesNotCover) {
  try {
    aged(Retention(wan()), {1e-6}, 3600.0);
    FAIL() << "accepted";
  } catch (const std::out_of_range& error) {
    EXPECT_EQ(std::string(error.what()), "read time 3600 s outside the measured 0 s to 1 s, 1 day, 2 days");
  }
  EXPECT_EQ(configs::refusal([] { return Retention(wan(), -1.0); }),
            "hardware.cell: scale is -1; a number of at least 0 is allowed");
}

}  // namespace
}  // namespace ohmic::devices
