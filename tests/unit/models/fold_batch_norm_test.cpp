// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/fold_batch_norm.h"

#include <gtest/gtest.h>

#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

Conv pointwiseConv() {
  Conv op;
  op.weight = {{2, 1, 1, 1}, {2.0F, -3.0F}};
  op.bias = {1.0F, 0.5F};
  return op;
}

const ChannelAffine kAffine{{2.0, 4.0}, {0.25, -1.0}};

TEST(FoldBatchNorm, FoldsIntoTheConvolutionThatKeepsItsName) {
  GraphBuilder builder("x", {1, 1, 1});
  const auto c = builder.add("conv", "Conv", pointwiseConv(), {builder.input()});
  const auto b = builder.add("norm", "BatchNormalization", kAffine, {c});
  const Graph graph = foldBatchNorm(std::move(builder).finish(b));
  ASSERT_EQ(graph.nodes.size(), 1U);
  EXPECT_EQ(graph.nodes[0].name, "conv");
  EXPECT_EQ(graph.values[graph.nodes[0].output].name, "norm");
  const Conv& folded = std::get<Conv>(graph.nodes[0].op);
  EXPECT_EQ(folded.weight.values, (std::vector<float>{4.0F, -12.0F}));
  EXPECT_EQ(folded.bias, (std::vector<float>{2.25F, 1.0F}));
}

TEST(FoldBatchNorm, ComputesTheSame) {
  GraphBuilder builder("x", {1, 2, 2});
  const auto c = builder.add("conv", "Conv", pointwiseConv(), {builder.input()});
  const auto b = builder.add("norm", "BatchNormalization", kAffine, {c});
  const Graph graph = std::move(builder).finish(b);
  EXPECT_EQ(runOnce(foldBatchNorm(graph), counting(4)), runOnce(graph, counting(4)));
}

TEST(FoldBatchNorm, LeavesAConvolutionWithAnotherReaderAlone) {
  GraphBuilder builder("x", {1, 1, 1});
  const auto c = builder.add("conv", "Conv", pointwiseConv(), {builder.input()});
  const auto b = builder.add("norm", "BatchNormalization", kAffine, {c});
  const auto sum = builder.add("sum", "Add", Binary{Binary::Kind::add}, {b, c});
  EXPECT_EQ(foldBatchNorm(std::move(builder).finish(sum)).nodes.size(), 3U);
}

TEST(FoldBatchNorm, FoldsTwiceInARowAndIntoALinear) {
  GraphBuilder builder("x", {1});
  const auto l = builder.add("fc", "Gemm", Linear{{{2, 1}, {2.0F, -3.0F}}, {}}, {builder.input()});
  const auto b = builder.add("norm", "BatchNormalization", kAffine, {l});
  const auto again = builder.add("again", "BatchNormalization", ChannelAffine{{1.0, 1.0}, {1.0, 1.0}}, {b});
  const Graph graph = foldBatchNorm(std::move(builder).finish(again));
  ASSERT_EQ(graph.nodes.size(), 1U);
  EXPECT_EQ(std::get<Linear>(graph.nodes[0].op).bias, (std::vector<float>{1.25F, 0.0F}));
}

TEST(FoldBatchNorm, ChannelsOfRowsAreNotALinearsOutputs) {
  GraphBuilder builder("x", {2, 1});
  const auto l = builder.add("fc", "MatMul", Linear{{{2, 1}, {2.0F, -3.0F}}, {}}, {builder.input()});
  const auto b = builder.add("norm", "BatchNormalization", kAffine, {l});
  EXPECT_EQ(foldBatchNorm(std::move(builder).finish(b)).nodes.size(), 2U);
}

}  // namespace
}  // namespace ohmic::models
