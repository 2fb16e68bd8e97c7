// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/row_evaluator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "models/graph/graph_builder.h"
#include "models/reference/evaluate.h"
#include "sim/chip/rows.h"

namespace ohmic::sim {
namespace {

std::vector<float> randomValues(std::int64_t count) {
  std::mt19937 random(9);
  std::normal_distribution<float> normal;
  std::vector<float> values(static_cast<std::size_t>(count));
  for (auto& value : values) {
    value = normal(random);
  }
  return values;
}

/// A node's output made step by step, from the rows of each step only.
std::vector<float> evaluateBySteps(const models::Graph& graph, const models::Node& node,
                                   const std::vector<float>& input) {
  const RowLayout in(graph.values[node.inputs[0]].shape), out(graph.values[node.output].shape);
  RowEvaluator evaluator(graph, node);
  std::vector<float> result(static_cast<std::size_t>(out.rows * out.elements()));
  for (std::int64_t step = 0; step < steps(graph, node); ++step) {
    const RowSpan span = InputRows(graph, node, 0).of(step);
    std::vector<float> rows(static_cast<std::size_t>(span.count() * in.elements()));
    in.read(input.data(), span.first, span.count(), rows.data());
    const std::int64_t made = out.rows / steps(graph, node);
    std::vector<float> part(static_cast<std::size_t>(made * out.elements()));
    evaluator.run(step, std::vector<const float*>(node.inputs.size(), rows.data()), part.data());
    out.write(part.data(), step * made, made, result.data());
  }
  return result;
}

// Row by row in a store, tensor by tensor elsewhere: one row is in one piece, several lie channel by channel.
TEST(RowLayout, RowsOfAStoreAreThoseOfTheTensor) {
  const RowLayout layout({3, 5, 4});
  const auto tensor = randomValues(3 * 5 * 4);
  std::vector<float> store(tensor.size());
  for (const std::int64_t count : {1, 2, 5}) {
    std::vector<float> part(static_cast<std::size_t>(count * layout.elements()));
    for (std::int64_t first = 0; first < layout.rows;
         first += count) {  // 2 does not divide 5: the last row alone
      const std::int64_t some = std::min(count, layout.rows - first);
      layout.read(tensor.data(), first, some, part.data());
      layout.writeRows(part.data(), some, &store[static_cast<std::size_t>(first * layout.elements())]);
    }
    for (std::int64_t y = 0; y < 5; ++y) {
      for (std::int64_t c = 0; c < 3; ++c) {
        for (std::int64_t x = 0; x < 4; ++x) {
          ASSERT_EQ(store[static_cast<std::size_t>((y * 3 + c) * 4 + x)],
                    tensor[static_cast<std::size_t>((c * 5 + y) * 4 + x)]);
        }
      }
    }
    for (std::int64_t first = 0; first + count <= layout.rows; ++first) {
      std::vector<float> read(part.size()), expected(part.size());
      layout.readRows(&store[static_cast<std::size_t>(first * layout.elements())], count, read.data());
      layout.read(tensor.data(), first, count, expected.data());
      EXPECT_EQ(read, expected) << count << " rows from " << first;
    }
  }
}

class PoolByRows : public testing::TestWithParam<models::Pool> {};

TEST_P(PoolByRows, EqualsTheWholePool) {
  models::GraphBuilder builder("image", {3, 11, 7});
  const auto graph = std::move(builder).finish(builder.add("p", "Pool", GetParam(), {builder.input()}));
  const auto& node = graph.nodes[0];
  const auto input = randomValues(3 * 11 * 7);
  std::vector<float> expected(
      static_cast<std::size_t>(models::elementCount(graph.values[node.output].shape)));
  models::evaluate(graph, node, {input.data()}, expected.data());
  EXPECT_EQ(evaluateBySteps(graph, node, input), expected);
}

models::Pool poolOf(models::Pool::Kind kind, const models::Window& window, bool ceilMode,
                    bool countIncludePad) {
  return {kind, window, ceilMode, countIncludePad};
}

INSTANTIATE_TEST_SUITE_P(
    Windows, PoolByRows,
    testing::Values(poolOf(models::Pool::Kind::max, {3, 3, 2, 2, 1, 1, 1, 1, 1, 1}, false, false),
                    poolOf(models::Pool::Kind::max, {2, 2, 1, 1, 0, 0, 0, 0, 3, 2}, false, false),
                    poolOf(models::Pool::Kind::average, {3, 3, 1, 1, 1, 1, 1, 1, 1, 1}, false, true),
                    poolOf(models::Pool::Kind::average, {4, 2, 3, 2, 2, 0, 1, 1, 1, 1}, false, false),
                    poolOf(models::Pool::Kind::average, {3, 3, 2, 2, 0, 0, 0, 0, 1, 1}, true, true)));

TEST(RowEvaluator, AddsRowsOfTwoImages) {
  models::GraphBuilder builder("image", {2, 4, 3});
  const auto relu = builder.add("r", "Relu", models::Unary{}, {builder.input()});
  const auto graph = std::move(builder).finish(builder.add("a", "Add", models::Binary{}, {relu, relu}));
  const auto input = randomValues(24);
  auto expected = input;
  for (auto& value : expected) {
    value += value;
  }
  EXPECT_EQ(evaluateBySteps(graph, graph.nodes[1], input), expected);
}

}  // namespace
}  // namespace ohmic::sim
