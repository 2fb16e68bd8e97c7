// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/quantized.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

QuantizedLayer layer(std::vector<std::int32_t> levels, double weightScale, double inputScale) {
  QuantizedLayer result;
  result.levels = std::move(levels);
  result.weightScale = {weightScale};
  result.inputScale = inputScale;
  return result;
}

std::vector<float> runLayer(const Graph& graph, const QuantizedLayer& quantized,
                            const std::vector<float>& image) {
  const QuantizedNetwork network(graph, {{0, quantized}});
  std::vector<float> result(static_cast<std::size_t>(elementCount(graph.values[graph.output].shape)));
  network.run(image.data(), 1, result.data());
  return result;
}

/// Each input times its own level of one: the codes themselves, times the scales.
std::vector<float> codes(const std::vector<float>& image, double inputScale) {
  const auto n = static_cast<std::int64_t>(image.size());
  std::vector<std::int32_t> identity(static_cast<std::size_t>(n * n), 0);
  for (std::int64_t i = 0; i < n; ++i) {
    identity[static_cast<std::size_t>(i * n + i)] = 1;
  }
  const Graph graph = oneNode(Linear{{{n, n}, std::vector<float>(static_cast<std::size_t>(n * n))}, {}}, {n});
  return runLayer(graph, layer(identity, 1.0 / inputScale, inputScale), image);
}

TEST(Quantized, CodesRoundHalfToEvenAndClamp) {
  EXPECT_EQ(codes({0.5F, 1.5F, 2.5F, -0.5F, -1.5F, -2.5F, 0.49F, 1000.0F, -1000.0F}, 1.0),
            (std::vector<float>{0, 2, 2, 0, -2, -2, 0, 127, -127}));
  EXPECT_EQ(codes({0.75F, 1.25F}, 0.5), (std::vector<float>{2, 2}));
}

TEST(Quantized, InfinityAndNotANumberAreClampedToo) {
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(codes({infinity, -infinity, std::nanf("")}, 1.0), (std::vector<float>{127, -127, -127}));
}

TEST(Quantized, ScalesBackPerChannelAndAddsTheBias) {
  const Graph graph = oneNode(Linear{{{2, 2}, std::vector<float>(4)}, {0.5F, -0.5F}}, {2});
  QuantizedLayer quantized = layer({3, -1, 10, 20}, 0.0, 0.5);
  quantized.weightScale = {0.25, 2.0};
  // Codes 2 and 4: sums 2 and 100.
  EXPECT_EQ(runLayer(graph, quantized, {1.0F, 2.0F}), (std::vector<float>{0.75F, 99.5F}));
}

TEST(Quantized, ConvolutionPadsWithCodeZero) {
  Conv op;
  op.window.kernelWidth = 3;
  op.window.padLeft = op.window.padRight = 1;
  op.weight = {{1, 1, 1, 3}, {0, 0, 0}};
  EXPECT_EQ(runLayer(oneNode(op, {1, 1, 3}), layer({1, 10, 100}, 1.0, 1.0), {1, 2, 3}),
            (std::vector<float>{210, 321, 32}));
}

// With scales of one and small integers the float network computes the same sums exactly.
TEST(Quantized, EqualsTheFloatNetworkOnIntegers) {
  for (std::int64_t groups = 1; groups <= 2; ++groups) {
    Conv op;
    op.window = {3, 2, 2, 1, 1, 0, 2, 1, 1, 2};
    op.groups = groups;
    op.weight.shape = {4, 4 / groups, 3, 2};
    QuantizedLayer quantized = layer({}, 1.0, 1.0);
    for (std::int64_t i = 0; i < elementCount(op.weight.shape); ++i) {
      quantized.levels.push_back(static_cast<std::int32_t>(i * 7 % 23 - 11));
      op.weight.values.push_back(static_cast<float>(quantized.levels.back()));
    }
    std::vector<float> image;
    for (int i = 0; i < 4 * 9 * 8; ++i) {
      image.push_back(static_cast<float>(i * 5 % 31 - 15));
    }
    const Graph graph = oneNode(op, {4, 9, 8});
    EXPECT_EQ(runLayer(graph, quantized, image), runOnce(graph, image));
  }
}

TEST(Quantized, LargeSumsStayExact) {
  const std::int64_t n = 100000;
  const Graph graph = oneNode(Linear{{{1, n}, std::vector<float>(static_cast<std::size_t>(n))}, {}}, {n});
  QuantizedLayer quantized = layer(std::vector<std::int32_t>(static_cast<std::size_t>(n), 32767), 1.0, 1.0);
  quantized.greatestCode = 32767;
  const auto result = runLayer(graph, quantized, std::vector<float>(static_cast<std::size_t>(n), 32767.0F));
  EXPECT_EQ(result[0], static_cast<float>(100000.0 * 32767.0 * 32767.0));
}

TEST(Quantized, RefusesMissingSuperfluousAndMisshapenLayers) {
  const Graph graph = oneNode(Linear{{{1, 2}, {0, 0}}, {}}, {2});
  EXPECT_THROW(QuantizedNetwork(graph, {}), std::invalid_argument);
  EXPECT_THROW(QuantizedNetwork(graph, {{0, layer({1}, 1.0, 1.0)}}), std::invalid_argument);
  EXPECT_THROW(QuantizedNetwork(graph, {{0, layer({1, 2}, 1.0, 0.0)}}), std::invalid_argument);
  EXPECT_THROW(QuantizedNetwork(graph, {{0, layer({1, 2}, 1.0, 1.0)}, {1, layer({1, 2}, 1.0, 1.0)}}),
               std::invalid_argument);
}

}  // namespace
}  // namespace ohmic::models
