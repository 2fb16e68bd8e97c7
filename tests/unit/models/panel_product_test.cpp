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

}  // namespace
}  // namespace ohmic::models
