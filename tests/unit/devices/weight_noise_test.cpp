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

TEST(WeightNoise, IsReadWithItsChoicesAndEstimator) {
  const auto noise = read(
      "eta: 0.1, on: kernels_and_biases, bias_sigma: kernel, negative_variance: clamp, estimator: mmse, "
      "lambda: [0.9, 1], beta: -2");
  EXPECT_EQ(noise->target, WeightNoise::Target::kernelsAndBiases);
  EXPECT_EQ(noise->biasSigma, WeightNoise::BiasSigma::kernel);
  EXPECT_EQ(noise->negativeVariance, WeightNoise::NegativeVariance::clamp);
  ASSERT_TRUE(noise->mmse);
  EXPECT_EQ(noise->mmse->lambda, (std::vector<double>{0.9, 1.0}));
  EXPECT_EQ(noise->mmse->beta, std::vector<double>{-2.0});
  EXPECT_TRUE(noise->mmse->isSearched());
  EXPECT_FALSE(read("eta: 0.1")->mmse);
  EXPECT_THROW(static_cast<void>(read("eta: 0.1, lambda: 1")), configs::InputError);
  EXPECT_THROW(static_cast<void>(read("eta: 0.1, on: kernels, bias_sigma: kernel")), configs::InputError);
  for (std::size_t t = 0; t < WeightNoise::kTargetWords.size(); ++t) {
    EXPECT_EQ(read("eta: 0.1, on: " + std::string(WeightNoise::kTargetWords[t]))->target,
              static_cast<WeightNoise::Target>(t));
  }
}

// Shao, Liew, Gunduz: lambda 0, beta 0 is Wiener's filter, lambda 1, beta 0 keeps what was read.
TEST(MmseEstimate, IsThePublishedOne) {
  const double sigma = 0.5, spread = 2.0, eta = 16.0;
  EXPECT_DOUBLE_EQ(mmseEstimate(sigma, spread, 0.0, 0.0)->gain, eta / (eta + 1.0));
  EXPECT_DOUBLE_EQ(mmseEstimate(sigma, spread, 1.0, 0.0)->gain, 1.0);
  EXPECT_EQ(mmseEstimate(sigma, spread, 1.0, 0.0)->offset, 0.0);
  const auto both = *mmseEstimate(sigma, spread, 1.5, -2.0);
  EXPECT_DOUBLE_EQ(both.gain, eta / (eta + 1.0 - 1.5));
  EXPECT_DOUBLE_EQ(both.offset, spread * spread * -2.0 / (eta + 1.0 - 1.5));
  EXPECT_FALSE(mmseEstimate(sigma, spread, 17.0, 0.0)) << "eta + 1 - lambda is 0";
  EXPECT_EQ(mmseEstimate(0.0, spread, 0.3, 5.0)->gain, 1.0) << "without noise there is nothing to estimate";
}

// Where weights are normal with mean 0, Wiener's filter has the least mean square of all gains.
TEST(MmseEstimate, WienersFilterHasTheLeastError) {
  const std::vector<float> zeros(100000, 0.0F);
  const auto weights = addNoise(zeros, 2.0, weightNoiseStream(1, 0, "weights", 1));
  const auto noisy = addNoise(weights, 1.0, weightNoiseStream(1, 0, "noise", 1));
  const auto error = [&](double lambda) {
    const auto estimated = estimateWeights(noisy, *mmseEstimate(1.0, 2.0, lambda, 0.0));
    double sum = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const double difference = static_cast<double>(estimated[i]) - static_cast<double>(weights[i]);
      sum += difference * difference;
    }
    return sum / static_cast<double>(weights.size());
  };
  EXPECT_NEAR(error(0.0), 4.0 / 5.0, 0.02);  // sigma_w^2 sigma^2 / (sigma_w^2 + sigma^2)
  EXPECT_NEAR(error(1.0), 1.0, 0.02);
  EXPECT_LT(error(0.0), error(0.2));
  EXPECT_LT(error(0.0), error(-0.2));
}

}  // namespace
}  // namespace ohmic::devices
