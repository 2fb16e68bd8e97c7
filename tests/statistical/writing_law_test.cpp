// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "devices/cells/gaussian.h"
#include "devices/cells/neurosim_retention.h"
#include "devices/cells/random_telegraph.h"
#include "devices/cells/verified_programming.h"
#include "tests/statistical/law.h"
#include "tests/unit/devices/rows.h"

// A million cells of one target follow write-verify, random telegraph noise and NeuroSim's retention.

namespace ohmic::devices {
namespace {

constexpr std::uint32_t kCells = 1000000;
constexpr ConductanceRange kRange{1e-6, 101e-6};
constexpr double kSigma = 2e-6;  // 2 % of the range

std::shared_ptr<const Programming> pulse() {
  return std::make_shared<GenericProgramming>(NoiseKind::independent, 0.02, kRange);
}

double phi(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

/// N(target, sigma^2) within +- band.
Law truncatedNormal(double target, double sigma, double band) {
  const double edge = band / sigma;
  const double inside = 2.0 * phi(edge) - 1.0;
  const double density = std::exp(-0.5 * edge * edge) / std::sqrt(2.0 * M_PI);
  return {[=](double g) {
            const double x = std::min(std::max((g - target) / sigma, -edge), edge);
            return (phi(x) - phi(-edge)) / inside;
          },
          target, sigma * sigma * (1.0 - 2.0 * edge * density / inside), target - band};
}

struct Written {
  Row g = Row(kCells);
  std::vector<std::uint32_t> pulses = std::vector<std::uint32_t>(kCells);
};

Written write(const Acceptance& acceptance, double target, std::uint64_t key) {
  Written written;
  std::fill(written.g.begin(), written.g.end(), target);
  VerifiedProgramming(pulse(), acceptance, kRange)
      .programCounted({0, 0, kCells, 0, 0}, RandomStream(key), written.g.data(), written.pulses.data());
  return written;
}

TEST(WriteVerify, LeavesTheLawWithinTheBand) {
  std::uint64_t key = 40;
  for (const double band : {0.005, 0.01, 0.03}) {
    const auto written = write({band, Acceptance::Relative::range, 1000}, 50e-6, ++key);
    EXPECT_EQ(std::count(written.pulses.begin(), written.pulses.end(), 0U), 0);
    expectLaw(written.g, truncatedNormal(50e-6, kSigma, band * 100e-6));
  }
}

TEST(WriteVerify, ABandOfTheTargetGrowsWithIt) {
  for (const double target : {20e-6, 60e-6}) {
    const auto written = write({0.02, Acceptance::Relative::target, 1000}, target, 50);
    expectLaw(written.g, truncatedNormal(target, kSigma, 0.02 * target));
  }
}

// A pulse hits with probability p: the pulses are geometric, cut at n.
TEST(WriteVerify, TakesAGeometricNumberOfPulses) {
  const double p = 2.0 * phi(0.5) - 1.0;  // a band of half a sigma
  const Acceptance acceptance{0.01, Acceptance::Relative::range, 5};
  const auto written = write(acceptance, 50e-6, 60);
  double expected = 1.0, sum = 0.0;
  for (std::uint32_t n = 1; n <= 5; ++n) {
    const double share = p * std::pow(1.0 - p, n - 1.0);
    const auto found = static_cast<double>(std::count(written.pulses.begin(), written.pulses.end(), n));
    EXPECT_NEAR(found / kCells, share, 4.0 * std::sqrt(share * (1.0 - share) / kCells)) << n;
    expected -= share;
  }
  const auto givenUp = static_cast<double>(std::count(written.pulses.begin(), written.pulses.end(), 0U));
  EXPECT_NEAR(givenUp / kCells, expected, 4.0 * std::sqrt(expected * (1.0 - expected) / kCells));
  for (const std::uint32_t pulses : written.pulses) {
    sum += pulses == 0 ? 5 : pulses;
  }
  EXPECT_NEAR(sum / kCells, (1.0 - std::pow(1.0 - p, 5.0)) / p, 0.01);
}

TEST(WriteVerify, BeginsWithTheOpenLoopsPulse) {
  Row open(kCells, 50e-6);
  pulse()->program({0, 0, kCells, 0, 0}, RandomStream(70), open.data());
  const auto written = write({0.01, Acceptance::Relative::range, 8}, 50e-6, 70);
  const auto single = write({0.01, Acceptance::Relative::range, 1}, 50e-6, 70);
  EXPECT_EQ(single.g, open);
  for (std::uint32_t i = 0; i < kCells; ++i) {
    if (written.pulses[i] == 1) {
      ASSERT_EQ(written.g[i], open[i]);
    } else {
      ASSERT_GT(std::abs(open[i] - 50e-6), 1e-6);
    }
  }
}

TEST(WriteVerify, MorePulsesChangeNoCellThatWasAccepted) {
  const auto few = write({0.01, Acceptance::Relative::range, 3}, 50e-6, 80);
  const auto many = write({0.01, Acceptance::Relative::range, 9}, 50e-6, 80);
  for (std::uint32_t i = 0; i < kCells; ++i) {
    if (few.pulses[i] > 0) {
      ASSERT_EQ(many.g[i], few.g[i]);
      ASSERT_EQ(many.pulses[i], few.pulses[i]);
    }
  }
}

TEST(RandomTelegraph, HasTwoStatesWithItsOccupancy) {
  std::uint64_t key = 90;
  for (const double occupancy : {0.0, 0.1, 0.5, 0.9, 1.0}) {
    const RandomTelegraph noise(0.2, occupancy, RandomTelegraph::Switching::slow);
    Row g(kCells, 30e-6);
    noise.flicker({0, 0, kCells, 0, 0}, RandomStream(++key), g.data(), 0.0, g.data());
    const auto low = static_cast<double>(std::count(g.begin(), g.end(), 30e-6 * 0.8));
    const auto high = static_cast<double>(std::count(g.begin(), g.end(), 30e-6));
    EXPECT_EQ(low + high, kCells);
    EXPECT_NEAR(low / kCells, occupancy, 4.0 * std::sqrt(occupancy * (1.0 - occupancy) / kCells));
    EXPECT_FALSE(noise.isFresh());
  }
}

TEST(RandomTelegraph, KeepsASlowTrapsStateForAllReadTimes) {
  const RandomTelegraph noise(0.2, 0.3, RandomTelegraph::Switching::slow);
  Row early(1000, 30e-6), late = early;
  noise.flicker({0, 0, 1000, 0, 0}, RandomStream(3), early.data(), 0.0, early.data());
  noise.flicker({0, 0, 1000, 0, 0}, RandomStream(3), late.data(), 1e6, late.data());
  EXPECT_EQ(early, late);
}

// Mean and variance of a fast trap are those of its two states.
TEST(RandomTelegraph, HasTheMomentsOfItsStatesWhereItIsFast) {
  for (const double occupancy : {0.1, 0.5, 0.8}) {
    const double a = 0.3, g0 = 30e-6;
    const RandomTelegraph noise(a, occupancy, RandomTelegraph::Switching::fast);
    Row g(4, g0);
    noise.flicker({0, 0, 4, 0, 0}, RandomStream(1), g.data(), 0.0, g.data());
    const double mean = (1.0 - occupancy) * g0 + occupancy * g0 * (1.0 - a);
    const double square = (1.0 - occupancy) * g0 * g0 + occupancy * g0 * g0 * (1.0 - a) * (1.0 - a);
    EXPECT_NEAR(g[2], mean, 1e-18);
    EXPECT_NEAR(noise.freshSigma(g[2]), std::sqrt(square - mean * mean), 1e-15);
    EXPECT_TRUE(noise.isFresh());
  }
}

TEST(RandomTelegraph, IsSilentWithoutATrapOrAnAmplitude) {
  using Switching = RandomTelegraph::Switching;
  for (const auto& noise :
       {RandomTelegraph(0.0, 0.5, Switching::fast), RandomTelegraph(0.2, 0.0, Switching::fast)}) {
    Row g(10, 30e-6);
    noise.flicker({0, 0, 10, 0, 0}, RandomStream(1), g.data(), 0.0, g.data());
    EXPECT_EQ(g, Row(10, 30e-6));
    EXPECT_EQ(noise.freshSigma(30e-6), 0.0);
    EXPECT_FALSE(noise.isFresh());
  }
  EXPECT_EQ(RandomTelegraph(1.0, 1.0, Switching::fast).freshSigma(0.0), 0.0);
}

TEST(NeurosimRetention, MovesAThirdUpAThirdDownAndKeepsAThird) {
  const NeurosimRetention law(0.05, NeurosimRetention::Direction::random, 0.0, kRange);
  const Row g = aged(law, Row(kCells, 30e-6), 1000.0);
  const double factor = std::pow(1000.0, 0.05);
  std::int64_t up = 0, down = 0, kept = 0;
  for (const double value : g) {
    up += std::abs(value - 30e-6 * factor) < 1e-15 ? 1 : 0;
    down += std::abs(value - 30e-6 / factor) < 1e-15 ? 1 : 0;
    kept += value == 30e-6 ? 1 : 0;
  }
  EXPECT_EQ(up + down + kept, kCells);
  for (const auto count : {up, down, kept}) {
    EXPECT_NEAR(static_cast<double>(count) / kCells, 1.0 / 3.0, 4.0 * std::sqrt(2.0 / 9.0 / kCells));
  }
}

TEST(NeurosimRetention, KeepsACellsDirection) {
  const NeurosimRetention law(0.05, NeurosimRetention::Direction::random, 0.0, kRange);
  const Row early = aged(law, Row(1000, 30e-6), 10.0), late = aged(law, Row(1000, 30e-6), 1000.0);
  for (std::size_t i = 0; i < early.size(); ++i) {
    EXPECT_EQ(early[i] > 30e-6, late[i] > 30e-6);
    EXPECT_EQ(early[i] < 30e-6, late[i] < 30e-6);
  }
}

TEST(NeurosimRetention, TheSlopeOverLogTimeIsV) {
  const NeurosimRetention law(0.02, NeurosimRetention::Direction::target, kRange.greatest, kRange);
  const double early = aged(law, {30e-6}, 10.0)[0], late = aged(law, {30e-6}, 1e5)[0];
  EXPECT_NEAR(std::log(late / early) / std::log(1e4), 0.02, 1e-9);
}

TEST(NeurosimRetention, MovesTowardsTheTargetAndNoFurtherThanTheRange) {
  const NeurosimRetention law(0.5, NeurosimRetention::Direction::target, 50e-6, kRange);
  const Row g = aged(law, {20e-6, 50e-6, 80e-6}, 1e9);
  EXPECT_EQ(g, (Row{kRange.greatest, 50e-6, kRange.least}));  // beyond the target, as in NeuroSim
}

TEST(NeurosimRetention, TimeZeroIsTheIdentity) {
  for (const auto direction : {NeurosimRetention::Direction::random, NeurosimRetention::Direction::target}) {
    const NeurosimRetention law(0.5, direction, 50e-6, kRange);
    EXPECT_EQ(aged(law, {20e-6, 50e-6, 80e-6}, 0.0), (Row{20e-6, 50e-6, 80e-6}));
    EXPECT_EQ(aged(law, {20e-6, 50e-6, 80e-6}, 1.0), (Row{20e-6, 50e-6, 80e-6}));
    EXPECT_EQ(law.refusal(0.5), "0 s, and 1 s or more");
    EXPECT_THROW(aged(law, {20e-6}, 0.5), std::out_of_range);
  }
}

}  // namespace
}  // namespace ohmic::devices
