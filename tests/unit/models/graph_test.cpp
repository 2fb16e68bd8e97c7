// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/graph.h"

#include <gtest/gtest.h>

#include "configs/reader/error.h"
#include "models/graph/graph_builder.h"
#include "models/graph/window_shape.h"

namespace ohmic::models {
namespace {

Conv conv(Shape weight, std::int64_t groups = 1) {
  Conv op;
  op.window.kernelHeight = weight[2];
  op.window.kernelWidth = weight[3];
  op.groups = groups;
  op.weight = {weight, std::vector<float>(static_cast<std::size_t>(elementCount(weight)), 1.0F)};
  return op;
}

TEST(Shape, ElementCountRefusesOverflowBeforeMultiplying) {
  EXPECT_EQ(elementCount({}), 1);
  EXPECT_EQ(elementCount({3, 0, 5}), 0);
  EXPECT_EQ(elementCount({kMostElements}), kMostElements);
  EXPECT_THROW(static_cast<void>(elementCount({kMostElements, 2})), configs::InputError);
  EXPECT_THROW(static_cast<void>(elementCount({1LL << 62, 1LL << 62, 4})), configs::InputError);
  EXPECT_THROW(static_cast<void>(elementCount({1LL << 62, 0})), configs::InputError);
  EXPECT_THROW(static_cast<void>(elementCount({-1})), configs::InputError);
}

TEST(Graph, CountsTheProductsOfArrayNodes) {
  GraphBuilder builder("x", {4, 8, 8});
  const auto c = builder.add("c", "Conv", conv({6, 2, 3, 3}, 2), {builder.input()});
  const auto flat = builder.add("f", "Flatten", Reshape{{216}}, {c});
  const auto out = builder.add("l", "Gemm", Linear{{{5, 216}, std::vector<float>(1080)}, {}}, {flat});
  const Graph graph = std::move(builder).finish(out);
  EXPECT_EQ(positions(graph, graph.nodes[0]), 36);
  EXPECT_EQ(multiplyAdds(graph, graph.nodes[0]), 36 * 6 * 2 * 9);
  EXPECT_EQ(multiplyAdds(graph, graph.nodes[1]), 0);
  EXPECT_EQ(positions(graph, graph.nodes[2]), 1);
  EXPECT_EQ(multiplyAdds(graph, graph.nodes[2]), 1080);
  EXPECT_TRUE(isArrayNode(graph.nodes[0]));
  EXPECT_FALSE(isArrayNode(graph.nodes[1]));
}

TEST(Graph, ALinearOnRowsHasOnePositionPerRow) {
  GraphBuilder builder("x", {7, 3});
  const auto out =
      builder.add("l", "MatMul", Linear{{{5, 3}, std::vector<float>(15)}, {}}, {builder.input()});
  const Graph graph = std::move(builder).finish(out);
  EXPECT_EQ(graph.values[graph.output].shape, (Shape{7, 5}));
  EXPECT_EQ(positions(graph, graph.nodes[0]), 7);
}

TEST(Graph, SignsFollowTheOperators) {
  GraphBuilder builder("x", {2, 4, 4});
  const auto x = builder.input();
  const auto relu = builder.add("relu", "Relu", Unary{Unary::Kind::relu}, {x});
  const auto pooled = builder.add("pool", "MaxPool", Pool{}, {relu});
  const auto sum = builder.add("sum", "Add", Binary{Binary::Kind::add}, {relu, pooled});
  const auto mixed = builder.add("mixed", "Add", Binary{Binary::Kind::add}, {relu, x});
  const auto difference = builder.add("difference", "Sub", Binary{Binary::Kind::sub}, {relu, relu});
  const auto clipped = builder.add("clip", "Clip", Clip{0.0F, 6.0F}, {x});
  const auto wide = builder.add("wide", "Clip", Clip{-1.0F, 6.0F}, {x});
  const auto joined = builder.add("concat", "Concat", Concat{0}, {sum, clipped});
  const auto product = builder.add("conv", "Conv", conv({1, 2, 1, 1}), {relu});
  EXPECT_FALSE(builder.value(x).nonNegative);
  EXPECT_TRUE(builder.value(relu).nonNegative);
  EXPECT_TRUE(builder.value(pooled).nonNegative);
  EXPECT_TRUE(builder.value(sum).nonNegative);
  EXPECT_FALSE(builder.value(mixed).nonNegative);
  EXPECT_FALSE(builder.value(difference).nonNegative);
  EXPECT_TRUE(builder.value(clipped).nonNegative);
  EXPECT_FALSE(builder.value(wide).nonNegative);
  EXPECT_TRUE(builder.value(joined).nonNegative);
  EXPECT_FALSE(builder.value(product).nonNegative);
}

TEST(Graph, NodesThatDoNotReachTheOutputAreDropped) {
  GraphBuilder builder("x", {4});
  const auto unused = builder.add("unused", "Relu", Unary{Unary::Kind::relu}, {builder.input()});
  static_cast<void>(unused);
  const auto used = builder.add("used", "Sigmoid", Unary{Unary::Kind::sigmoid}, {builder.input()});
  const Graph graph = std::move(builder).finish(used);
  ASSERT_EQ(graph.nodes.size(), 1U);
  EXPECT_EQ(graph.nodes[0].name, "used");
  EXPECT_EQ(graph.values[graph.output].name, "used");
  EXPECT_EQ(graph.values[graph.nodes[0].inputs[0]].name, "x");
}

TEST(Graph, ABorderIsNonNegativeIfItsValueIs) {
  for (const float value : {-1.0F, 0.0F, 1.0F}) {
    GraphBuilder builder("x", {2, 4, 4});
    const auto relu = builder.add("relu", "Relu", Unary{Unary::Kind::relu}, {builder.input()});
    const auto padded = builder.add("pad", "Pad", Pad{{0, 1, 0}, {0, 0, 1}, value}, {relu});
    EXPECT_EQ(builder.value(padded).nonNegative, value >= 0.0F) << value;
  }
}

TEST(WindowCount, RoundsUpOnlyIfTheLastWindowStartsInside) {
  EXPECT_EQ(windowCount(5, 2, 2, 1, 0, 0, false), 2);
  EXPECT_EQ(windowCount(5, 2, 2, 1, 0, 0, true), 3);
  // 5 pixels, 1 of padding at each end, kernel 2, stride 3: a third window would start in the trailing
  // padding.
  EXPECT_EQ(windowCount(5, 2, 3, 1, 1, 1, true), 2);
  EXPECT_EQ(windowCount(6, 2, 3, 1, 1, 1, true), 3);
  EXPECT_EQ(windowCount(7, 3, 2, 2, 0, 0, false), 2);
  EXPECT_EQ(windowCount(2, 3, 1, 1, 0, 0, false), 0);
}

TEST(ShapeInference, RefusesWhatDoesNotFit) {
  const auto refuses = [](Operator op, Shape shape) {
    GraphBuilder builder("x", std::move(shape));
    EXPECT_THROW(builder.add("y", "Test", std::move(op), {builder.input()}), configs::InputError);
  };
  refuses(conv({4, 3, 3, 3}), {2, 8, 8});        // channels
  refuses(conv({4, 2, 3, 3}), {2, 2, 8});        // window larger than the image
  refuses(conv({4, 2, 3, 3}), {2, 8});           // no image
  refuses(conv({4, 1, 3, 3}, 0), {2, 8, 8});     // no groups
  refuses(conv({3, 1, 3, 3}, 2), {2, 8, 8});     // groups do not divide the outputs
  refuses(Linear{{{5, 4}, {}}, {}}, {3});        // inputs
  refuses(Linear{{{5, 3}, {}}, {1.0F}}, {3});    // biases
  refuses(Reshape{{7}}, {2, 3});                 // elements
  refuses(Transpose{{0, 0}}, {2, 3});            // an axis twice
  refuses(Slice{{3}, {1}, {1}}, {3});            // beyond the end
  refuses(Slice{{0}, {1}, {0}}, {3});            // empty
  refuses(Pad{{-2}, {-1}, 0.0F}, {3});           // empty
  refuses(Concat{1}, {3});                       // axis
  refuses(Softmax{0, 2}, {3});                   // axes
  refuses(ChannelAffine{{1.0}, {1.0}}, {3, 2});  // channels
}

}  // namespace
}  // namespace ohmic::models
