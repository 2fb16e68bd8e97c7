// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/float_network.h"

#include <gtest/gtest.h>

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

TEST(FloatNetwork, AnInputMayBeTheOutput) {
  GraphBuilder builder("x", {3});
  EXPECT_EQ(runOnce(std::move(builder).finish(0), counting(3)), counting(3));
}

}  // namespace
}  // namespace ohmic::models
