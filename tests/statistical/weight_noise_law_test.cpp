// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "devices/cells/weight_noise.h"
#include "tests/statistical/law.h"

namespace ohmic::devices {
namespace {

constexpr std::size_t kWeights = 1000000;
constexpr double kSigma = 0.03;

std::vector<double> noiseOf(float weight) {
  const auto noisy =
      addNoise(std::vector<float>(kWeights, weight), kSigma, weightNoiseStream(11, 0, "conv", 1));
  return {noisy.begin(), noisy.end()};
}

TEST(WeightNoiseLaw, IsNormalAroundEveryWeight) {
  for (const float weight : {-0.5F, -0.05F, 0.0F, 0.05F, 0.5F}) {
    SCOPED_TRACE(weight);
    expectSigma(noiseOf(weight), [weight](double factor) {
      return clampedNormal(static_cast<double>(weight), factor * kSigma, -1e300);
    });
  }
}

}  // namespace
}  // namespace ohmic::devices
