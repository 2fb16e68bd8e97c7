// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "devices/cells/measured_table.h"
#include "devices/cells/rram_falcone_2023.h"
#include "devices/cells/rram_wan_2022_aihwkit.h"
#include "devices/cells/sonos_agrawal_2022.h"
#include "tests/statistical/law.h"
#include "tests/unit/devices/rows.h"

// A million cells that programming left with its law follow the law of every later time.

namespace ohmic::devices {
namespace {

constexpr std::size_t kCells = 1000000;
constexpr double kDay = 86400.0;

void expectFit(const ProgrammingFit& programming, const RetentionFit& retention, double readTime) {
  std::uint64_t key = 400;
  for (const double share : {0.0, 0.04, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    SCOPED_TRACE(share);
    const double target = share * programming.fitted.greatest;
    const double sigma = programming.sigma(target) * retention.growth(target, readTime);
    if (sigma == 0.0) {
      continue;
    }
    Row g = programmed(FittedProgramming(programming), Row(kCells, target), ++key);
    const Row targets(kCells, target);
    Retention(retention).age(cellsOf(g), RandomStream(1), targets.data(), readTime, g.data());
    expectSigma(g, [&](double factor) {
      return clampedNormal(target + retention.shift(target, readTime), factor * sigma);
    });
  }
}

TEST(RetentionLaw, OfRramWan2022AihwkitAfterTwoDays) {
  expectFit(rram_wan_2022_aihwkit::programming(), rram_wan_2022_aihwkit::retention(), 2.0 * kDay);
}

TEST(RetentionLaw, OfSonosAgrawal2022BetweenDays) {
  expectFit(sonos_agrawal_2022::programming(), sonos_agrawal_2022::retention(), 2.5 * kDay);
}

TEST(RetentionLaw, OfAMeasuredTable) {
  const auto table = std::make_shared<const MeasuredTable>(
      "cells.csv", std::vector<MeasuredTime>{{0.0, {{0.0, 0.1e-6, 0.3e-6}, {20e-6, 19e-6, 1e-6}}},
                                             {3600.0, {{0.0, 0.1e-6, 0.4e-6}, {20e-6, 18e-6, 2e-6}}}});
  for (const double target : {0.0, 2e-6, 5e-6, 8e-6, 11e-6, 15e-6, 20e-6}) {
    SCOPED_TRACE(target);
    const Row targets(kCells, target);
    Row g = programmed(TableProgramming(table), targets, 700);
    expectSigma(g, [&](double factor) {
      return clampedNormal(table->mean(target, 0.0), factor * table->sigma(target, 0.0));
    });
    if (target > 0.0) {  // the mean of a clamped state moves with its cells, and not as the table's
      TableRetention(table).age(cellsOf(g), RandomStream(1), targets.data(), 1800.0, g.data());
      expectSigma(g, [&](double factor) {
        return clampedNormal(table->mean(target, 1800.0), factor * table->sigma(target, 1800.0));
      });
    }
  }
}

TEST(RelaxationLaw, OfRramFalcone2023) {
  using namespace rram_falcone_2023;
  for (const double share : {0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0}) {
    const double g = kFitted.least + share * (kFitted.greatest - kFitted.least);
    expectSigma(aged(Relaxation(), Row(kCells, g), kDay, 500), [&](double factor) {
      return clampedNormal(g - 1.01166353846e-6, factor * 0.88936586397e-6);
    });
  }
}

TEST(ReadNoiseLaw, OfRramFalcone2023) {
  namespace falcone = rram_falcone_2023;
  std::uint64_t key = 600;
  for (const double share : {0.0, 1e-3, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    const double g = falcone::kFitted.least + share * (falcone::kFitted.greatest - falcone::kFitted.least);
    expectSigma(flickered(falcone::Flicker(), Row(kCells, g), 3600.0, ++key), [&](double factor) {
      return clampedNormal(g, factor * falcone::Flicker::sigma(g, 3600.0), falcone::kFitted.least,
                           falcone::kFitted.greatest);
    });
  }
}

}  // namespace
}  // namespace ohmic::devices
