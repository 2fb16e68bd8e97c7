// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/group_product.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "tests/unit/models/targets.h"

namespace ohmic::models {
namespace {

constexpr std::size_t kRows = 15, kDepth = 37, kOutputs = 5 * kGroup - 3;

std::vector<float> reals(std::size_t count, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(count);
  std::generate(values.begin(), values.end(), [&] { return normal(generator); });
  return values;
}

/// Five groups of neighbouring outputs, the last not full; step k starts 3 k, group g 20 g floats on.
class GroupProduct : public testing::Test {
 protected:
  GroupProduct() {
    for (std::size_t k = 0; k < kDepth; ++k) {
      places_.push_back(static_cast<std::int64_t>(3 * k));
    }
    for (std::size_t g = 0; g < 5; ++g) {
      groups_.push_back({static_cast<std::int64_t>(20 * g), static_cast<std::int64_t>(kGroup * g),
                         std::min(kGroup, kOutputs - kGroup * g)});
    }
  }

  float chain(std::size_t row, std::size_t output) const {
    float sum = 0.0F;
    for (std::size_t k = 0; k < kDepth; ++k) {
      sum = std::fma(weights_[row * kDepth + k], source_[3 * k + 20 * (output / kGroup) + output % kGroup],
                     sum);
    }
    return sum;
  }

  void multiply(const PackedRows& rows, std::size_t first, std::size_t end, const Finish& finish,
                std::vector<float>& outputs) const {
    multiplyGroups(rows, {first, end - first, places_.data() + first}, source_.data(), groups_.data(),
                   groups_.size(), finish, outputs.data(), kOutputs);
  }

  std::vector<float> weights_ = reals(kRows * kDepth, 1), source_ = reals(3 * 36 + 20 * 4 + kGroup, 2);
  std::vector<std::int64_t> places_;
  std::vector<Group> groups_;
};

TEST_F(GroupProduct, IsOneChainOfFusedProductsOnEveryInstructionSet) {
  std::vector<float> expected;
  for (std::size_t i = 0; i < kRows * kOutputs; ++i) {
    expected.push_back(chain(i / kOutputs, i % kOutputs));
  }
  for (const std::int64_t target : everyTarget()) {
    const Targets only(target);
    std::vector<float> outputs(kRows * kOutputs);
    multiply({weights_.data(), kRows, kDepth}, 0, kDepth, {}, outputs);
    EXPECT_EQ(outputs, expected) << hwy::TargetName(target);
  }
}

TEST_F(GroupProduct, InPartsIsTheSameChain) {
  for (const std::int64_t target : everyTarget()) {
    const Targets only(target);
    const PackedRows rows(weights_.data(), kRows, kDepth);
    std::vector<float> whole(kRows * kOutputs), parts(kRows * kOutputs);
    multiply(rows, 0, kDepth, {}, whole);
    multiply(rows, 0, 12, {}, parts);
    multiply(rows, 12, 13, {}, parts);
    multiply(rows, 13, kDepth, {}, parts);
    EXPECT_EQ(parts, whole) << hwy::TargetName(target);
  }
}

TEST_F(GroupProduct, FinishesInOrderAndRoundsEachStep) {
  const std::vector<float> bias = reals(kRows, 3), addend = reals(kRows * kOutputs, 4);
  std::vector<float> expected;
  for (std::size_t i = 0; i < kRows * kOutputs; ++i) {
    const float sum = chain(i / kOutputs, i % kOutputs) + bias[i / kOutputs];
    expected.push_back(std::clamp(sum + addend[i], -2.0F, 3.0F));
  }
  for (const std::int64_t target : everyTarget()) {
    const Targets only(target);
    std::vector<float> outputs(kRows * kOutputs);
    multiply({weights_.data(), kRows, kDepth}, 0, kDepth, {bias.data(), addend.data(), -2.0F, 3.0F}, outputs);
    EXPECT_EQ(outputs, expected) << hwy::TargetName(target);
  }
}

}  // namespace
}  // namespace ohmic::models
