// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/steps.h"

#include <gtest/gtest.h>

#include <random>

#include "models/reference/evaluate.h"
#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

/// A network of convolutions of 3 channels, 3x3 pixels each, that keep the image's size.
class Net {
 public:
  Net() : builder_("x", {3, 9, 9}) {}

  std::size_t input() const { return builder_.input(); }
  std::size_t conv(std::size_t input) {
    Conv op;
    op.window = {3, 3, 1, 1, 1, 1, 1, 1, 1, 1};
    op.weight.shape = {3, 3, 3, 3};
    op.weight.values = reals(81);
    op.bias = reals(3);
    return builder_.add("conv", "Conv", op, {input});
  }
  std::size_t add(std::size_t first, std::size_t second) {
    return builder_.add("sum", "Add", Binary{Binary::Kind::add}, {first, second});
  }
  std::size_t relu(std::size_t input) {
    return builder_.add("relu", "Relu", Unary{Unary::Kind::relu}, {input});
  }
  std::size_t clip(std::size_t input) { return builder_.add("clip", "Clip", Clip{-0.5F, 0.5F}, {input}); }
  Graph finish(std::size_t output) { return std::move(builder_).finish(output); }

  std::vector<float> reals(int count) {
    std::vector<float> values;
    for (int i = 0; i < count; ++i) {
      values.push_back(normal_(generator_));
    }
    return values;
  }

 private:
  GraphBuilder builder_;
  std::mt19937 generator_{1};
  std::normal_distribution<float> normal_;
};

/// Every node by itself, each value in memory of its own.
std::vector<float> nodeByNode(const Graph& graph, const std::vector<float>& image) {
  std::vector<std::vector<float>> values(graph.values.size());
  values[graph.input] = image;
  for (const Node& node : graph.nodes) {
    std::vector<const float*> inputs;
    for (const std::size_t input : node.inputs) {
      inputs.push_back(values[input].data());
    }
    values[node.output].resize(static_cast<std::size_t>(elementCount(graph.values[node.output].shape)));
    evaluate(graph, node, inputs, values[node.output].data());
  }
  return values[graph.output];
}

void expectSteps(const Graph& graph, std::size_t steps) {
  EXPECT_EQ(joinedSteps(graph).size(), steps);
  const std::vector<float> image = Net().reals(243);
  EXPECT_EQ(runOnce(graph, image), nodeByNode(graph, image));
}

TEST(JoinedSteps, AConvolutionTakesTheAdditionAndTheReluBehindIt) {
  Net net;
  const auto first = net.relu(net.conv(net.input()));
  expectSteps(net.finish(net.relu(net.add(first, net.conv(first)))), 2);
}

TEST(JoinedSteps, OfTwoConvolutionsTheLaterTakesTheirAddition) {
  Net net;
  const auto first = net.conv(net.input());
  const auto second = net.conv(net.input());
  const Graph graph = net.finish(net.clip(net.add(second, first)));
  const auto steps = joinedSteps(graph);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[1].node, 1U);
  EXPECT_EQ(steps[1].addend, first);
  expectSteps(graph, 2);
}

TEST(JoinedSteps, AConvolutionWaitsForTheOtherBranch) {
  Net net;
  const auto first = net.conv(net.input());
  const auto other = net.relu(net.clip(net.input()));
  const Graph graph = net.finish(net.conv(net.add(first, other)));
  EXPECT_EQ(joinedSteps(graph)[2].node, 0U);
  expectSteps(graph, 4);
}

TEST(JoinedSteps, WhatIsReadTwiceOrIsTheOutputStays) {
  Net net;
  const auto read = net.conv(net.input());
  expectSteps(net.finish(net.add(net.relu(read), read)), 3);

  Net doubled;
  const auto twice = doubled.conv(doubled.input());
  expectSteps(doubled.finish(doubled.add(twice, twice)), 2);
}

TEST(JoinedSteps, WhatComesBehindAClipStays) {
  Net net;
  const auto clipped = net.clip(net.conv(net.input()));
  expectSteps(net.finish(net.relu(net.add(clipped, net.input()))), 3);
}

}  // namespace
}  // namespace ohmic::models
