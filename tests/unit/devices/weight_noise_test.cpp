// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/weight_noise.h"

#include <gtest/gtest.h>

#include <cmath>

#include "configs/reader/config.h"
#include "configs/reader/error.h"
#include "devices/read_weight_noise.h"

namespace ohmic::devices {
namespace {

std::optional<WeightNoise> read(const std::string& noise) {
  return readWeightNoise(
      configs::Config::fromText("hardware:\n  weight_noise: { " + noise + " }\n", "run.yaml")
          .root()
          .section("hardware"));
}

TEST(WeightStatistics, AreThoseOfAllTensorsTogether) {
  const std::vector<float> first = {1.0F, -3.0F}, second = {2.0F, 4.0F};
  const auto statistics = weightStatistics({&first, &second});
  EXPECT_EQ(statistics.count, 4);
  EXPECT_EQ(statistics.max, 4.0);
  EXPECT_DOUBLE_EQ(statistics.rms, std::sqrt(30.0 / 4.0));
  EXPECT_DOUBLE_EQ(statistics.std, std::sqrt(30.0 / 4.0 - 1.0));  // the mean is 1
}

TEST(WeightNoise, OfNothingIsTheWeights) {
  const std::vector<float> weights = {0.1F, -0.2F, 3e38F};
  EXPECT_EQ(addNoise(weights, 0.0, weightNoiseStream(1, 0, "conv", 1)), weights);
}

TEST(WeightNoise, AWeightsDrawIgnoresTheWeightsBehindIt) {
  const auto random = weightNoiseStream(1, 0, "conv", 1);
  const auto few = addNoise(std::vector<float>(5, 0.0F), 1.0, random);
  const auto many = addNoise(std::vector<float>(50, 0.0F), 1.0, random);
  EXPECT_EQ(few, std::vector<float>(many.begin(), many.begin() + 5));
}

TEST(WeightNoise, NodesOperandsChipsAndSeedsHaveTheirOwnDraws) {
  const std::vector<float> zeros(4, 0.0F);
  const auto own = addNoise(zeros, 1.0, weightNoiseStream(1, 0, "conv", 1));
  EXPECT_NE(own, addNoise(zeros, 1.0, weightNoiseStream(1, 0, "conv2", 1)));
  EXPECT_NE(own, addNoise(zeros, 1.0, weightNoiseStream(1, 0, "conv", 2)));
  EXPECT_NE(own, addNoise(zeros, 1.0, weightNoiseStream(1, 1, "conv", 1)));
  EXPECT_NE(own, addNoise(zeros, 1.0, weightNoiseStream(2, 0, "conv", 1)));
}

// eta scales the same draws: points of a sweep over noise differ by the noise alone.
TEST(WeightNoise, ScalesTheSameDraws) {
  const std::vector<float> zeros(100, 0.0F);
  const auto one = addNoise(zeros, 0.25, weightNoiseStream(1, 0, "conv", 1));
  const auto two = addNoise(zeros, 0.5, weightNoiseStream(1, 0, "conv", 1));
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(two[i], 2.0F * one[i]);
  }
}

TEST(WeightNoise, IsReadFromEtaOrFromASignalToNoiseRatio) {
  EXPECT_DOUBLE_EQ(read("eta: 10 %")->eta, 0.1);
  EXPECT_NEAR(read("snr: 20 dB")->eta, 0.1, 1e-15);
  EXPECT_NEAR(read("snr: -7 dB")->eta, std::pow(10.0, 0.35), 1e-14);
  EXPECT_EQ(read("eta: 0.1")->scope, WeightNoise::Scope::layer);
  EXPECT_EQ(read("eta: 0.1")->relative, WeightNoise::Relative::std);
  EXPECT_EQ(read("eta: 0.1")->target, WeightNoise::Target::kernels);
  EXPECT_EQ(read("eta: 0.1, on: all")->target, WeightNoise::Target::all);
  EXPECT_THROW(static_cast<void>(read("eta: 0.1, snr: 3 dB")), configs::InputError);
  EXPECT_FALSE(
      readWeightNoise(configs::Config::fromText("hardware: {}\n", "run.yaml").root().section("hardware")));
}

}  // namespace
}  // namespace ohmic::devices
