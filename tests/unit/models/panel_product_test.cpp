// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/panel_product.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "tests/unit/models/targets.h"

namespace ohmic::models {
namespace {

constexpr std::size_t kRows = 7;
constexpr std::size_t kColumns = 61;

TEST(PanelProduct, IsOneChainOfFusedProductsOnEveryInstructionSet) {
  std::mt19937 generator(1);
  std::normal_distribution<float> normal;
  std::vector<float> weights(kRows * kPanelDepth);
  std::vector<float> start(kRows * kColumns);
  alignas(64) float panel[kPanelWidth * kPanelDepth];
  for (auto* values : {&weights, &start}) {
    for (float& value : *values) {
      value = normal(generator);
    }
  }
  for (float& value : panel) {
    value = normal(generator);
  }
  std::vector<float> expected = start;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    for (std::size_t k = 0; k < kPanelDepth; ++k) {
      expected[i] = std::fma(weights[i / kColumns * kPanelDepth + k], panel[k * kPanelWidth + i % kColumns],
                             expected[i]);
    }
  }
  for (const std::int64_t target : everyTarget()) {
    const Targets only(target);
    std::vector<float> sums = start;
    addPanelProduct(weights.data(), kPanelDepth, kRows, panel, kPanelDepth, sums.data(), kColumns, kColumns);
    EXPECT_EQ(sums, expected) << hwy::TargetName(target);
  }
}

}  // namespace
}  // namespace ohmic::models
