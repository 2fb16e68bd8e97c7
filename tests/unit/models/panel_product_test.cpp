// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/panel_product.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cstdint>
#include <random>
#include <vector>

namespace ohmic::models {
namespace {

constexpr std::size_t kRows = 7;
constexpr std::size_t kColumns = 61;

/// Lets only the given instruction sets of this machine run, until the test ends.
class Targets {
 public:
  explicit Targets(std::int64_t targets) {
    hwy::SetSupportedTargetsForTest(targets);
    hwy::GetChosenTarget().DeInit();
  }
  ~Targets() {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
  }
};

std::vector<float> product(std::int64_t target) {
  std::mt19937 generator(1);
  std::normal_distribution<float> normal;
  std::vector<float> weights(kRows * kPanelDepth);
  std::vector<float> sums(kRows * kColumns);
  alignas(64) float panel[kPanelWidth * kPanelDepth];
  for (auto* values : {&weights, &sums}) {
    for (float& value : *values) {
      value = normal(generator);
    }
  }
  for (float& value : panel) {
    value = normal(generator);
  }
  const Targets only(target);
  addPanelProduct(weights.data(), kPanelDepth, kRows, panel, kPanelDepth, sums.data(), kColumns, kColumns);
  return sums;
}

TEST(PanelProduct, EveryInstructionSetGivesTheSameBits) {
  const std::int64_t supported = hwy::SupportedTargets();
  const std::vector<float> best = product(supported);
  for (std::int64_t rest = supported; rest != 0; rest &= rest - 1) {
    const std::int64_t target = rest & -rest;
    EXPECT_EQ(product(target), best) << hwy::TargetName(target);
  }
}

/// Five groups of neighbouring outputs of seven rows, 37 steps, by whole vectors without a panel.
std::vector<float> groupProduct(std::int64_t target, const std::vector<float>& weights,
                                const std::vector<float>& source, const std::vector<float>& bias) {
  std::vector<std::int64_t> steps, groups;
  for (std::int64_t k = 0; k < 37; ++k) {
    steps.push_back(3 * k);
  }
  for (std::int64_t g = 0; g < 5; ++g) {
    groups.push_back(20 * g);
  }
  std::vector<float> outputs(kRows * 5 * kGroup);
  const Targets only(target);
  multiplyGroups(weights.data(), kRows, source.data(), steps.data(), steps.size(), groups.data(),
                 groups.size(), bias.data(), outputs.data(), 5 * kGroup);
  return outputs;
}

TEST(GroupProduct, IsOneChainInTheOrderOfTheStepsOnEveryInstructionSet) {
  std::mt19937 generator(2);
  std::normal_distribution<float> normal;
  std::vector<float> weights(kRows * 37), source(3 * 36 + 20 * 4 + kGroup), bias(kRows);
  for (auto* values : {&weights, &source, &bias}) {
    for (float& value : *values) {
      value = normal(generator);
    }
  }
  std::vector<float> expected;
  for (std::size_t r = 0; r < kRows; ++r) {
    for (std::size_t p = 0; p < 5 * kGroup; ++p) {
      float sum = 0.0F;
      for (std::size_t k = 0; k < 37; ++k) {
        sum += weights[r * 37 + k] * source[3 * k + 20 * (p / kGroup) + p % kGroup];
      }
      expected.push_back(sum + bias[r]);
    }
  }
  const std::int64_t supported = hwy::SupportedTargets();
  for (std::int64_t rest = supported; rest != 0; rest &= rest - 1) {
    const std::int64_t target = rest & -rest;
    EXPECT_EQ(groupProduct(target, weights, source, bias), expected) << hwy::TargetName(target);
  }
}

}  // namespace
}  // namespace ohmic::models
