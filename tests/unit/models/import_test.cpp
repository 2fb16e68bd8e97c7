// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/import.h"

#include <gtest/gtest.h>

#include "tests/unit/models/model_writer.h"
#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

using Values = std::vector<float>;

TEST(Import, ConvReadsGroupsStridesPadsAndDilations) {
  ModelWriter writer({0, 2, 5, 5});
  writer.floats("w", {2, 1, 2, 2}, {1, 0, 0, 1, 2, 0, 0, 2});
  writer.floats("b", {2}, {0.5F, 0});
  auto& conv = writer.node("Conv", {"x", "w", "b"}, "y");
  set(conv, "group", 2);
  set(conv, "strides", {2, 1});
  set(conv, "pads", {1, 0, 0, 2});
  set(conv, "dilations", {2, 1});
  set(conv, "kernel_shape", {2, 2});
  const Graph graph = writer.import();
  EXPECT_EQ(graph.values[graph.output].shape, (Shape{2, 2, 6}));
  const Values result = runOnce(graph, counting(50));
  // Output (0, 0, 0) meets row -1 (padding) and pixel (1, 1), which is 7.
  EXPECT_EQ(result[0], 7.5F);
  // Output (1, 1, 0) of the second group: pixels (1, 0) = 31 and (3, 1) = 42, doubled.
  EXPECT_EQ(result[12 + 6], 2.0F * (31 + 42));
  EXPECT_EQ(graph.nodes[0].name, "y");
  EXPECT_EQ(graph.nodes[0].type, "Conv");
}

// W x with W = (1 2; 3 4; 5 6) and x = (1 10; 100 1000): the product's weights are an array node's.
TEST(Import, WeightsThatStandFirstAreAnArrayNodesToo) {
  ModelWriter writer({0, 2, 2});
  writer.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
  writer.node("MatMul", {"w", "x"}, "y");
  const Graph graph = writer.import();
  EXPECT_EQ(graph.values[graph.output].shape, (Shape{3, 2}));
  EXPECT_EQ(writer.run({1, 10, 100, 1000}), (Values{201, 2010, 403, 4030, 605, 6050}));
  int arrays = 0;
  for (const auto& node : graph.nodes) {
    arrays += isArrayNode(node) ? 1 : 0;
  }
  EXPECT_EQ(arrays, 1);
}

// A constant that stands in for two others must not be taken for the first of them afterwards.
TEST(Import, ConstantsThatAreAddedKeepTheirOwnValues) {
  ModelWriter writer({0, 2});
  writer.floats("a", {2}, {1, 2});
  writer.floats("b", {2}, {10, 20});
  writer.node("Sum", {"a", "b", "x"}, "sum");
  writer.node("Mul", {"sum", "a"}, "y");
  EXPECT_EQ(writer.run({100, 200}), (Values{111, 444}));
}

TEST(Import, AutoPadPutsTheOddPixelWhereItSays) {
  for (const bool upper : {true, false}) {
    ModelWriter writer({0, 1, 1, 4});
    writer.floats("w", {1, 1, 1, 2}, {1, 10});
    setText(writer.node("Conv", {"x", "w"}, "y"), "auto_pad", upper ? "SAME_UPPER" : "SAME_LOWER");
    EXPECT_EQ(writer.run(counting(4)), upper ? (Values{21, 32, 43, 4}) : (Values{10, 21, 32, 43}));
  }
}

TEST(Import, GemmReadsTransBAlphaAndBeta) {
  ModelWriter writer({0, 2});
  writer.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
  writer.floats("b", {1, 3}, {1, 2, 3});
  auto& gemm = writer.node("Gemm", {"x", "w", "b"}, "y");
  set(gemm, "transB", 1);
  setReal(gemm, "alpha", 2.0F);
  setReal(gemm, "beta", 10.0F);
  EXPECT_EQ(writer.run({1, 1}), (Values{16, 34, 52}));
}

TEST(Import, MatMulWorksOnRows) {
  ModelWriter writer({0, 2, 2});
  writer.floats("w", {2, 1}, {1, 10});
  writer.node("MatMul", {"x", "w"}, "y");
  EXPECT_EQ(writer.run(counting(4)), (Values{21, 43}));
}

// (3 * 2 - 1) * 6 / sqrt(3 + 1) + 5
TEST(Import, BatchNormalizationFoldsOnlyIfAsked) {
  ModelWriter writer({0, 1, 1, 1});
  writer.floats("w", {1, 1, 1, 1}, {3});
  writer.floats("scale", {1}, {6});
  writer.floats("shift", {1}, {5});
  writer.floats("mean", {1}, {1});
  writer.floats("variance", {1}, {3});
  writer.node("Conv", {"x", "w"}, "conv");
  auto& norm = writer.node("BatchNormalization", {"conv", "scale", "shift", "mean", "variance"}, "y");
  setReal(norm, "epsilon", 1.0F);
  setReal(norm, "momentum", 0.9F);
  const Graph folded = writer.import();
  ASSERT_EQ(folded.nodes.size(), 1U);
  EXPECT_EQ(folded.nodes[0].name, "conv");
  EXPECT_EQ(folded.values[folded.output].name, "y");
  EXPECT_EQ(runOnce(folded, {2}), (Values{20}));
  ImportOptions apart;
  apart.foldBatchNorm = false;
  const Graph kept = writer.import(apart);
  ASSERT_EQ(kept.nodes.size(), 2U);
  EXPECT_EQ(runOnce(kept, {2}), (Values{20}));
}

TEST(Import, ClipReadsAttributesInOldOpsetsAndInputsInNew) {
  ModelWriter old({0, 3}, 9);
  auto& clip = old.node("Clip", {"x"}, "y");
  setReal(clip, "min", 0.0F);
  setReal(clip, "max", 6.0F);
  EXPECT_EQ(old.run({-1, 3, 9}), (Values{0, 3, 6}));
  ModelWriter recent({0, 3}, 13);
  recent.floats("high", {}, {6});
  recent.node("Clip", {"x", "", "high"}, "y");
  EXPECT_EQ(recent.run({-1, 3, 9}), (Values{-1, 3, 6}));
}

TEST(Import, PoolsReadTheirModes) {
  ModelWriter writer({0, 1, 3, 3});
  auto& first = writer.node("AveragePool", {"x"}, "y");
  set(first, "kernel_shape", {2, 2});
  set(first, "strides", {2, 2});
  set(first, "pads", {1, 1, 0, 0});
  set(first, "count_include_pad", 1);
  set(first, "ceil_mode", 1);
  EXPECT_EQ(writer.run(counting(9)), (Values{0.25F, 1.25F, 2.75F, 7.0F}));
  ModelWriter global({0, 2, 1, 2});
  global.node("GlobalAveragePool", {"x"}, "mean");
  global.node("GlobalMaxPool", {"x"}, "most");
  global.node("Sub", {"most", "mean"}, "y");
  EXPECT_EQ(global.run({1, 3, 5, 6}), (Values{1.0F, 0.5F}));
}

TEST(Import, ConstantsOfEveryRankBroadcastWithoutTheirBatchAxis) {
  for (const Shape& shape : {Shape{}, Shape{1}, Shape{1, 1, 1}, Shape{1, 1, 1, 1}}) {
    ModelWriter writer({0, 2, 1, 2});
    writer.floats("c", shape, {10});
    writer.node("Mul", {"c", "x"}, "y");
    EXPECT_EQ(writer.run(counting(4)), (Values{10, 20, 30, 40})) << describe(shape);
  }
  ModelWriter channels({0, 2, 1, 2});
  channels.floats("c", {1, 2, 1, 1}, {1, 2});
  channels.node("Add", {"x", "c"}, "y");
  EXPECT_EQ(channels.run(counting(4)), (Values{2, 3, 5, 6}));
}

TEST(Import, ConcatAxesCountTheBatch) {
  ModelWriter writer({0, 1, 2});
  writer.floats("c", {1, 1, 2}, {8, 9});
  set(writer.node("Concat", {"x", "c"}, "y"), "axis", -2);
  EXPECT_EQ(writer.run({1, 2}), (Values{1, 2, 8, 9}));
}

TEST(Import, PadReadsAttributesInOldOpsetsAndInputsInNew) {
  ModelWriter old({0, 3}, 9);
  set(old.node("Pad", {"x"}, "y"), "pads", {0, 1, 0, -1});
  EXPECT_EQ(old.run(counting(3)), (Values{0, 1, 2}));
  ModelWriter recent({0, 3}, 13);
  recent.integers("pads", {4}, {0, -1, 0, 2});
  recent.floats("value", {}, {7});
  recent.node("Pad", {"x", "pads", "value"}, "y");
  EXPECT_EQ(recent.run(counting(3)), (Values{2, 3, 7, 7}));
}

TEST(Import, SliceClampsAndCountsFromTheEnd) {
  const auto slice = [](std::int64_t start, std::int64_t end, std::int64_t step) {
    ModelWriter writer({0, 4}, 13);
    writer.integers("start", {1}, {start});
    writer.integers("end", {1}, {end});
    writer.integers("axis", {1}, {-1});
    writer.integers("step", {1}, {step});
    writer.node("Slice", {"x", "start", "end", "axis", "step"}, "y");
    return writer.run(counting(4));
  };
  EXPECT_EQ(slice(0, INT64_MAX, 2), (Values{1, 3}));
  EXPECT_EQ(slice(-3, -1, 1), (Values{2, 3}));
  EXPECT_EQ(slice(-1, INT64_MIN, -1), (Values{4, 3, 2, 1}));
  EXPECT_EQ(slice(-1, INT64_MIN + 1, -2), (Values{4, 2}));
  EXPECT_EQ(slice(100, 0, -1), (Values{4, 3, 2}));
  EXPECT_EQ(slice(-100, 2, 1), (Values{1, 2}));
  EXPECT_EQ(slice(0, 4, INT64_MAX), (Values{1}));
}

TEST(Import, TransposeFlattenAndReshapeKeepTheBatch) {
  ModelWriter writer({0, 2, 3});
  set(writer.node("Transpose", {"x"}, "turned"), "perm", {0, 2, 1});
  writer.node("Flatten", {"turned"}, "flat");
  writer.integers("shape", {3}, {0, -1, 2});
  writer.node("Reshape", {"flat", "shape"}, "y");
  const Graph graph = writer.import();
  EXPECT_EQ(graph.values[graph.output].shape, (Shape{3, 2}));
  EXPECT_EQ(runOnce(graph, counting(6)), (Values{1, 4, 2, 5, 3, 6}));
}

TEST(Import, AFixedBatchIsTheBatch) {
  ModelWriter writer({32, 2, 3});
  writer.integers("shape", {2}, {32, -1});
  writer.node("Reshape", {"x", "shape"}, "y");
  EXPECT_EQ(writer.import().values.back().shape, (Shape{6}));
}

TEST(Import, DropoutAndIdentityVanish) {
  ModelWriter writer({0, 2});
  writer.node("Identity", {"x"}, "same");
  setReal(writer.node("Dropout", {"same"}, "kept"), "ratio", 0.5F);
  writer.node("Relu", {"kept"}, "y");
  EXPECT_EQ(writer.import().nodes.size(), 1U);
}

// torchvision's Swin calls F.dropout(x, p=0) without its training flag, which is exported as training.
TEST(Import, DropoutInTrainingVanishesWhereItDropsNothing) {
  const auto refusal = [](const std::vector<float>& ratio) {
    ModelWriter writer({0, 2});
    writer.integers("training", {}, {1});
    if (!ratio.empty()) {
      writer.floats("ratio", {}, ratio);
    }
    writer.node("Dropout", {"x", ratio.empty() ? "" : "ratio", "training"}, "kept");
    writer.node("Relu", {"kept"}, "y");
    return writer.refusal();
  };
  const std::string training =
      "model.onnx: node 'kept_node' (Dropout): found training mode; allowed: inference, or ratio 0; try "
      "exporting model.eval()";
  EXPECT_EQ(refusal({0.0F}), "imported");
  EXPECT_EQ(refusal({0.1F}), training);
  EXPECT_EQ(refusal({}), training);  // the ratio is then 0.5
}

TEST(Import, SoftmaxIsJointBeforeOpset13) {
  const auto softmax = [](int opset) {
    ModelWriter writer({0, 2, 2}, opset);
    writer.node("Softmax", {"x"}, "y");
    return writer.run({1, 1, 1, 1});
  };
  EXPECT_EQ(softmax(12), Values(4, 0.25F));
  EXPECT_EQ(softmax(13), Values(4, 0.5F));
}

TEST(Import, TypedDataDoublesAndConstantNodesAreRead) {
  ModelWriter writer({0, 2});
  auto& weights = *writer.model.mutable_graph()->add_initializer();
  weights.set_name("w");
  weights.set_data_type(onnx::TensorProto::DOUBLE);
  weights.add_dims(2);
  weights.add_dims(1);
  weights.add_double_data(0.1);
  weights.add_double_data(2.0);
  auto& attribute = *writer.node("Constant", {}, "c").add_attribute();
  attribute.set_name("value");
  attribute.set_type(onnx::AttributeProto::TENSOR);
  attribute.mutable_t()->set_data_type(onnx::TensorProto::FLOAT);
  attribute.mutable_t()->add_float_data(3.0F);
  writer.node("MatMul", {"x", "w"}, "product");
  writer.node("Add", {"product", "c"}, "y");
  EXPECT_EQ(writer.run({1, 1}), (Values{0.1F + 2.0F + 3.0F}));
}

TEST(Import, SignsReachTheGraph) {
  ModelWriter writer({0, 2});
  writer.node("Relu", {"x"}, "r");
  writer.node("Identity", {"r"}, "i");
  writer.floats("w", {2, 2}, {1, 2, 3, 4});
  writer.node("MatMul", {"i", "w"}, "y");
  const Graph graph = writer.import();
  EXPECT_TRUE(graph.values[graph.nodes[1].inputs[0]].nonNegative);
  EXPECT_FALSE(graph.values[graph.output].nonNegative);
}

}  // namespace
}  // namespace ohmic::models
