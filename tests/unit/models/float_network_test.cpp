// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/float_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>

#include "models/reference/product.h"
#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

/// relu(2 x), then the sum of both elements.
Graph twoLayers() {
  GraphBuilder builder("x", {2});
  const auto first = builder.add("first", "Gemm", Linear{{{2, 2}, {2, 0, 0, 2}}, {}}, {builder.input()});
  const auto relu = builder.add("relu", "Relu", Unary{Unary::Kind::relu}, {first});
  const auto out = builder.add("second", "Gemm", Linear{{{1, 2}, {1, 1}}, {}}, {relu});
  return std::move(builder).finish(out);
}

TEST(FloatNetwork, RunsEveryImageOfABatch) {
  const FloatNetwork network(twoLayers());
  EXPECT_EQ(network.inputSize(), 2);
  EXPECT_EQ(network.outputSize(), 1);
  const std::vector<float> images{1, 2, -1, 3};
  std::vector<float> logits(2);
  network.run(images.data(), 2, logits.data());
  EXPECT_EQ(logits, (std::vector<float>{6, 6}));
}

TEST(FloatNetwork, ShowsTheInputOfEachArrayNode) {
  const FloatNetwork network(twoLayers());
  const std::vector<float> image{-1, 3};
  std::vector<float> logits(1);
  std::vector<std::pair<std::size_t, std::vector<float>>> seen;
  network.run(image.data(), 1, logits.data(), [&](std::size_t node, const float* input, std::int64_t size) {
    seen.emplace_back(node, std::vector<float>(input, input + size));
  });
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0], (std::pair<std::size_t, std::vector<float>>(0, {-1, 3})));
  EXPECT_EQ(seen[1], (std::pair<std::size_t, std::vector<float>>(2, {0, 6})));
}

// Sizes beside those of panels (64 outputs, 128 steps): every output is one chain of fused products, then the
// bias, with the weights turned once or for each product; a copy of the network gives the same.
TEST(FloatNetwork, ALinearLayerIsOneChainOfFusedProducts) {
  for (const auto& [outputs, depth] : {std::pair{1, 1}, {63, 127}, {64, 128}, {65, 129}, {130, 300}}) {
    constexpr std::int64_t kRows = 3;
    Linear op{{{outputs, depth}, {}}, {}};
    std::uint32_t state = 1;
    const auto next = [&state] {
      state = state * 1664525U + 1013904223U;
      return static_cast<float>(static_cast<std::int32_t>(state)) / 2147483648.0F;
    };
    std::generate_n(std::back_inserter(op.weight.values), outputs * depth, next);
    std::generate_n(std::back_inserter(op.bias), outputs, next);
    std::vector<float> input;
    std::generate_n(std::back_inserter(input), kRows * depth, next);
    std::vector<float> expected;
    for (std::int64_t row = 0; row < kRows; ++row) {
      for (int i = 0; i < outputs; ++i) {
        float sum = 0.0F;
        for (int k = 0; k < depth; ++k) {
          sum = std::fma(input[static_cast<std::size_t>(row * depth + k)],
                         op.weight.values[static_cast<std::size_t>(i * depth + k)], sum);
        }
        expected.push_back(sum + op.bias[static_cast<std::size_t>(i)]);
      }
    }
    std::vector<float> output(expected.size());
    multiply(op, kRows, input.data(), output.data());
    EXPECT_EQ(output, expected) << outputs << " x " << depth;
    GraphBuilder builder("x", {kRows, depth});
    const auto out = builder.add("linear", "Gemm", op, {builder.input()});
    const FloatNetwork network(std::move(builder).finish(out));
    const FloatNetwork copy(network);
    for (const FloatNetwork* each : {&network, &copy}) {
      std::fill(output.begin(), output.end(), 0.0F);
      each->run(input.data(), 1, output.data());
      EXPECT_EQ(output, expected) << outputs << " x " << depth;
    }
  }
}

TEST(FloatNetwork, AnInputMayBeTheOutput) {
  GraphBuilder builder("x", {3});
  EXPECT_EQ(runOnce(std::move(builder).finish(0), counting(3)), counting(3));
}

}  // namespace
}  // namespace ohmic::models
