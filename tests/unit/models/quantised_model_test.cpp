// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Models whose tensors are int8 or float16.

#include <gtest/gtest.h>

#include "tests/places.h"
#include "tests/unit/models/model_writer.h"

namespace ohmic::models {
namespace {

void addRaw(ModelWriter& writer, const std::string& name, int type, const Shape& shape,
            const std::string& bytes) {
  auto& tensor = *writer.model.mutable_graph()->add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(type);
  *tensor.mutable_dims() = {shape.begin(), shape.end()};
  tensor.set_raw_data(bytes);
}

/// Images of one pixel with two channels times int8 weights {100, -128}, {3, 0}, one scale for each output.
ModelWriter quantisedConv() {
  ModelWriter writer({0, 2, 1, 1});
  addRaw(writer, "codes", onnx::TensorProto::INT8, {2, 2, 1, 1}, std::string("\x64\x80\x03\x00", 4));
  writer.floats("scales", {2}, {0.5F, 0.25F});
  addRaw(writer, "zeros", onnx::TensorProto::INT8, {2}, std::string(2, '\0'));
  set(writer.node("DequantizeLinear", {"codes", "scales", "zeros"}, "weights"), "axis", 0);
  set(writer.node("Conv", {"x", "weights"}, "y"), "kernel_shape", Shape{1, 1});
  return writer;
}

TEST(QuantisedModel, WeightsAreWholeMultiplesOfTheirSteps) {
  const Graph graph = quantisedConv().import();
  ASSERT_EQ(graph.nodes.size(), 1U);
  const Tensor& weight = weightOf(graph.nodes[0]);
  EXPECT_EQ(weight.values, (std::vector<float>{50.0F, -64.0F, 0.75F, 0.0F}));
  EXPECT_EQ(weight.steps, (std::vector<double>{0.5, 0.25}));
}

TEST(QuantisedModel, FoldingABatchNormScalesTheSteps) {
  ModelWriter writer = quantisedConv();
  writer.model.mutable_graph()->mutable_node(1)->set_output(0, "product");
  writer.floats("twice", {2}, {2.0F, -4.0F});
  writer.floats("zero", {2}, {0.0F, 0.0F});
  writer.floats("one", {2}, {1.0F, 1.0F});
  setReal(writer.node("BatchNormalization", {"product", "twice", "zero", "zero", "one"}, "y"), "epsilon",
          0.0F);
  const Graph graph = writer.import();
  EXPECT_EQ(weightOf(graph.nodes[0]).steps, (std::vector<double>{1.0, 1.0}));
}

TEST(QuantisedModel, ActivationsAreRoundedToTheirCodes) {
  ModelWriter writer({0, 4});
  writer.floats("scale", {}, {0.5F});
  addRaw(writer, "zero", onnx::TensorProto::UINT8, {}, std::string("\x80", 1));
  writer.node("QuantizeLinear", {"x", "scale", "zero"}, "codes");
  writer.node("DequantizeLinear", {"codes", "scale", "zero"}, "y");
  EXPECT_EQ(writer.run({0.25F, 0.75F, -100.0F, 100.0F}), (std::vector<float>{0.0F, 1.0F, -64.0F, 63.5F}));
}

TEST(QuantisedModel, WeightsThatTheFileQuantisesAreFolded) {
  ModelWriter writer({0, 2});
  writer.floats("w", {1, 2}, {0.26F, -0.6F});
  writer.floats("scale", {}, {0.25F});
  addRaw(writer, "zero", onnx::TensorProto::INT8, {}, std::string(1, '\0'));
  writer.node("QuantizeLinear", {"w", "scale", "zero"}, "codes");
  writer.node("DequantizeLinear", {"codes", "scale", "zero"}, "weights");
  set(writer.node("Gemm", {"x", "weights"}, "y"), "transB", 1);
  const Graph graph = writer.import();
  ASSERT_EQ(graph.nodes.size(), 1U);
  EXPECT_EQ(weightOf(graph.nodes[0]).values, (std::vector<float>{0.25F, -0.5F}));
  EXPECT_EQ(weightOf(graph.nodes[0]).steps, (std::vector<double>{0.25}));
}

TEST(QuantisedModel, ProductsOfOnnxRuntimeKeepTheLevelsOfTheFile) {
  const Graph graph =
      importOnnx(tests::sourceFolder() + std::string("/tests/golden/opsets/runtime_quantised_network.onnx"));
  std::vector<std::vector<double>> steps;
  for (const Node& node : graph.nodes) {
    if (isArrayNode(node)) {
      steps.push_back(weightOf(node).steps);
    }
  }
  const auto step = [](float scale) { return static_cast<double>(scale); };
  EXPECT_EQ(steps, (std::vector<std::vector<double>>{{step(0.004F), step(0.006F)}, {step(0.008F)}}));
}

TEST(QuantisedModel, ADynamicScaleIsOneImagesOwn) {
  const auto import = [](std::int64_t batch) {
    ModelWriter writer({batch, 2});
    auto& codes = writer.node("DynamicQuantizeLinear", {"x"}, "codes");
    codes.add_output("scale");
    codes.add_output("zero");
    writer.node("DequantizeLinear", {"codes", "step"}, "y");
    writer.floats("step", {}, {1.0F});
    return writer;
  };
  EXPECT_EQ(import(0).run({-1.0F, 1.55F}), (std::vector<float>{0, 255}));  // a scale of 0.01, zero at 100
  EXPECT_EQ(import(1).run({0, 0}), (std::vector<float>{0, 0}));
  EXPECT_EQ(
      import(4).refusal(),
      "model.onnx: node 'codes_node' (DynamicQuantizeLinear): found a scale that all images of a batch "
      "share; allowed: a batch that is free or 1; try exporting with dynamic_axes={'input': {0: 'batch'}}");
}

// Nodes as hostile files have them: outputs left out, zero points without numbers.
TEST(QuantisedModel, OutputsAndZerosThatAreMissing) {
  ModelWriter alone({0, 2});
  alone.node("DynamicQuantizeLinear", {"x"}, "y");
  EXPECT_EQ(alone.run({-1.0F, 1.55F}), (std::vector<float>{0, 255}));
  ModelWriter empty({0, 2});
  addRaw(empty, "w", onnx::TensorProto::INT8, {2, 1}, std::string("\1\2", 2));
  addRaw(empty, "zero", onnx::TensorProto::INT8, {0}, std::string());
  empty.node("MatMulInteger", {"x", "w", "", "zero"}, "y");
  EXPECT_EQ(empty.refusal(),
            "model.onnx: node 'y_node' (MatMulInteger): found no zero point in its tensor; allowed: one, or "
            "one for "
            "each row or column; try exporting the model again");
}

TEST(QuantisedModel, HalfPrecisionIsReadExactly) {
  ModelWriter writer({0, 5});
  // 1, -2, 2^-24 (the least subnormal), 65504 (the greatest), 1/3 rounded
  addRaw(writer, "w", onnx::TensorProto::FLOAT16, {5},
         std::string("\x00\x3c\x00\xc0\x01\x00\xff\x7b\x55\x35", 10));
  writer.node("Mul", {"x", "w"}, "y");
  EXPECT_EQ(writer.run({1, 1, 1, 1, 1}),
            (std::vector<float>{1.0F, -2.0F, 5.9604644775390625e-8F, 65504.0F, 0.333251953125F}));
}

TEST(KerasModel, ImagesAreChannelsFirstAndTurnsThatCancelDisappear) {
  ModelWriter writer({0, 5, 4, 3});
  writer.floats("w", {2, 3, 1, 1}, {1, 0, 0, 0, 0, 1});
  set(writer.node("Transpose", {"x"}, "first"), "perm", Shape{0, 3, 1, 2});
  set(writer.node("Conv", {"first", "w"}, "product"), "kernel_shape", Shape{1, 1});
  set(writer.node("Transpose", {"product"}, "y"), "perm", Shape{0, 2, 3, 1});
  const Graph graph = writer.import();
  EXPECT_EQ(graph.values[graph.input].shape, (Shape{3, 5, 4}));
  EXPECT_EQ(graph.values[graph.output].shape, (Shape{5, 4, 2}));
  ASSERT_EQ(graph.nodes.size(), 2U);
  EXPECT_EQ(graph.nodes[0].inputs, (std::vector<std::size_t>{graph.input}));
}

}  // namespace
}  // namespace ohmic::models
