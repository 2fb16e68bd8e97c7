// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// What files of other projects hold beside the network: several outputs, dead parts, free extents, channels
// last.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "configs/reader/error.h"
#include "models/graph/decision.h"
#include "models/graph/value_grid.h"
#include "tests/unit/models/model_writer.h"
#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

/// x of four numbers, logits of three, features of two.
ModelWriter twoOutputs() {
  ModelWriter writer({0, 4});
  writer.floats("w", {4, 2}, {1, 0, 0, 1, 0, 0, 0, 0});
  writer.floats("v", {2, 3}, {1, 0, 1, 0, 1, 1});
  writer.node("MatMul", {"x", "w"}, "features");
  writer.node("MatMul", {"features", "v"}, "y");
  writer.model.mutable_graph()->add_output()->set_name("features");
  return writer;
}

Graph importOutput(const ModelWriter& writer, const std::string& name) {
  ImportOptions options;
  options.output = name;
  return writer.import(options);
}

TEST(NetworkOutput, ChoosesAmongOutputsTensorsAndNodes) {
  const ModelWriter writer = twoOutputs();
  EXPECT_EQ(runOnce(importOutput(writer, "y"), {2, 3, 0, 0}), (std::vector<float>{2, 3, 5}));
  EXPECT_EQ(runOnce(importOutput(writer, "features"), {2, 3, 0, 0}), (std::vector<float>{2, 3}));
  EXPECT_EQ(runOnce(importOutput(writer, "features_node"), {2, 3, 0, 0}), (std::vector<float>{2, 3}));
  try {
    static_cast<void>(importOutput(writer, "z"));
    FAIL();
  } catch (const configs::InputError& error) {
    EXPECT_EQ(
        std::string(error.what()),
        "model.onnx: found network.output 'z', which no node computes; allowed: an output of the file, 'y', "
        "'features', or the name of a tensor or a node; try `ohmic inspect` for the names of its nodes");
  }
}

TEST(NetworkOutput, TakesTheLogitsBeforeArgMaxAndSaysSo) {
  ModelWriter writer = twoOutputs();
  writer.node("ArgMax", {"y"}, "class");
  writer.node("Cast", {"class"}, "label");
  writer.model.mutable_graph()->clear_output();
  writer.model.mutable_graph()->add_output()->set_name("label");
  const Graph graph = writer.import();
  EXPECT_EQ(graph.values[graph.output].name, "y");
  ASSERT_EQ(graph.notes.size(), 1U);
  EXPECT_EQ(graph.notes[0],
            "the output 'label' is the class of the logits 'y', which are taken in its place");
}

TEST(NetworkOutput, LabelAndProbabilitiesAreOne) {
  ModelWriter writer = twoOutputs();
  writer.node("ArgMax", {"y"}, "label");
  writer.model.mutable_graph()->mutable_output(1)->set_name("label");
  const Graph graph = writer.import();
  EXPECT_EQ(graph.values[graph.output].name, "y");
  EXPECT_TRUE(graph.notes.empty());
}

/// The file of a classifier of scikit-learn: the label and what the probabilities are made of.
ModelWriter classifier(const std::string& kind) {
  ModelWriter writer = twoOutputs();
  writer.node("Softmax", {"y"}, "p");
  writer.node("ArgMax", {"p"}, "place");
  writer.node("Cast", {"place"}, "label");
  writer.node(kind, {"p"}, "probabilities");
  writer.model.mutable_graph()->mutable_output(0)->set_name("label");
  writer.model.mutable_graph()->mutable_output(1)->set_name("probabilities");
  return writer;
}

TEST(NetworkOutput, LabelsAreOfTheProbabilitiesBesideThem) {
  const Graph copied = classifier("Identity").import();
  EXPECT_EQ(copied.values[copied.output].name, "p");
  EXPECT_TRUE(copied.notes.empty());
  const Graph listed = classifier("ZipMap").import();
  EXPECT_EQ(listed.values[listed.output].name, "p");
  EXPECT_EQ(listed.notes,
            (std::vector<std::string>{"the output 'probabilities' is a table of the numbers 'p', "
                                      "which are taken in its place"}));
  const std::string refusal = classifier("Neg").refusal();  // its class is another one
  EXPECT_NE(refusal.find("found 2 outputs: 'label', 'probabilities'"), std::string::npos) << refusal;
}

TEST(NetworkOutput, TheLabelOfALinearClassifierIsOfItsScores) {
  ModelWriter writer({0, 2});
  auto& linear = writer.node("LinearClassifier", {"x"}, "label");
  linear.set_domain("ai.onnx.ml");
  linear.add_output("scores");
  auto& coefficients = *linear.add_attribute();
  coefficients.set_name("coefficients");
  coefficients.set_type(onnx::AttributeProto::FLOATS);
  for (const float value : {1.0F, 2.0F, -3.0F, 1.0F}) {
    coefficients.add_floats(value);
  }
  writer.node("Normalizer", {"scores"}, "y").set_domain("ai.onnx.ml");
  EXPECT_EQ(writer.run({1, 1}), (std::vector<float>{1, -2.0F / 3.0F}));
  writer.model.mutable_graph()->add_output()->set_name("label");
  EXPECT_EQ(writer.run({1, 1}), (std::vector<float>{1, -2.0F / 3.0F}));
  writer.model.mutable_graph()->mutable_output()->DeleteSubrange(0, 1);
  const Graph graph = writer.import();
  EXPECT_EQ(graph.notes, (std::vector<std::string>{"the output 'label' is the class of the logits 'scores', "
                                                   "which are taken in its place"}));
  EXPECT_EQ(runOnce(graph, {1, 1}), (std::vector<float>{3, -2}));
}

TEST(NetworkOutput, OneLogitIsComparedWithZeroOrBehindASigmoidWithOneHalf) {
  ModelWriter writer({0, 2});
  writer.floats("w", {2, 1}, {1, 1});
  writer.node("MatMul", {"x", "w"}, "y");
  EXPECT_EQ(usualThreshold(writer.import()), 0.0);
  writer.node("Sigmoid", {"y"}, "probability");
  writer.integers("flat", {1}, {-1});
  writer.node("Reshape", {"probability", "flat"}, "p");
  EXPECT_EQ(usualThreshold(importOutput(writer, "p")), 0.5);
  EXPECT_TRUE(isVector({10, 1, 1}));
  EXPECT_FALSE(isVector({10, 8, 8}));
}

TEST(DeadParts, NodesInputsAndTensorsThatNobodyNeedsAreLeftOut) {
  ModelWriter writer({0, 2});
  writer.node("Relu", {"x"}, "y");
  writer.node("Wobble", {"x", "nothing"}, "dead");
  auto& flag = *writer.model.mutable_graph()->add_input();
  flag.set_name("training");
  flag.mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::BOOL);
  auto& text = *writer.model.mutable_graph()->add_initializer();
  text.set_name("text");
  text.set_data_type(onnx::TensorProto::STRING);
  EXPECT_EQ(writer.run({-1, 2}), (std::vector<float>{0, 2}));
}

TEST(FreeExtents, AreTheDataSets) {
  ModelWriter writer({0, 3, 0, 0});
  writer.node("GlobalAveragePool", {"x"}, "y");
  ImportOptions options;
  options.imageShape = [] { return Shape{3, 8, 6}; };
  EXPECT_EQ(writer.import(options).values[0].shape, (Shape{3, 8, 6}));
  ModelWriter last({0, 0, 0, 3});
  set(last.node("Transpose", {"x"}, "t"), "perm", {0, 3, 1, 2});
  last.node("GlobalAveragePool", {"t"}, "y");
  EXPECT_EQ(last.import(options).values[0].shape, (Shape{3, 8, 6}));
  options.imageShape = [] { return Shape{1, 8, 6}; };
  try {
    static_cast<void>(writer.import(options));
    FAIL();
  } catch (const configs::InputError& error) {
    EXPECT_NE(std::string(error.what()).find("free extents that images of 1x8x6 do not fit"),
              std::string::npos);
  }
}

TEST(ChannelsLast, AreTurnedAlsoBehindARescaling) {
  ModelWriter writer({0, 2, 2, 3});
  writer.floats("half", {1}, {0.5F});
  writer.floats("mean", {3}, {1, 2, 3});
  writer.node("Mul", {"x", "half"}, "scaled");
  writer.node("Sub", {"scaled", "mean"}, "centred");
  set(writer.node("Transpose", {"centred"}, "t"), "perm", {0, 3, 1, 2});
  writer.node("GlobalMaxPool", {"t"}, "y");
  const Graph graph = writer.import();
  EXPECT_EQ(graph.values[graph.input].shape, (Shape{3, 2, 2}));
  EXPECT_EQ(runOnce(graph, {2, 4, 6, 8, 0, 0, 0, 2, 4, 2, 2, 2}), (std::vector<float>{3, -1, -1}));
}

TEST(InputTypes, WholeNumbersAreKnownAndDivideAsSuch) {
  ModelWriter writer({0, 3});
  writer.model.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->set_elem_type(
      onnx::TensorProto::UINT8);
  writer.integers("two", {1}, {2});
  writer.node("Div", {"x", "two"}, "half");
  set(writer.node("Cast", {"half"}, "y"), "to", onnx::TensorProto::FLOAT);
  const Graph graph = writer.import();
  EXPECT_EQ(graph.inputType, InputType::byte);
  EXPECT_EQ(runOnce(graph, {5, 8, 255}), (std::vector<float>{2, 4, 127}));
}

// Paddle's and TorchScript's older exports: ten million weights in a Constant node.
TEST(ConstantNodes, HoldWeightsOfAnySize) {
  constexpr std::int64_t kInputs = 3200;
  constexpr std::int64_t kOutputs = 3125;
  ModelWriter writer({0, kInputs});
  auto& node = writer.node("Constant", {}, "w");
  auto& attribute = *node.add_attribute();
  attribute.set_name("value");
  attribute.set_type(onnx::AttributeProto::TENSOR);
  auto& tensor = *attribute.mutable_t();
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  tensor.add_dims(kInputs);
  tensor.add_dims(kOutputs);
  std::vector<float> weights(kInputs * kOutputs);
  std::iota(weights.begin(), weights.end(), 0.0F);
  tensor.set_raw_data(
      std::string(reinterpret_cast<const char*>(weights.data()), weights.size() * sizeof(float)));
  writer.node("MatMul", {"x", "w"}, "y");
  const Graph graph = writer.import();
  std::vector<float> image(kInputs, 0.0F);
  image[1] = 1.0F;
  const auto logits = runOnce(graph, image);
  EXPECT_EQ(logits[0], 3125.0F);
  EXPECT_EQ(logits[3124], 6249.0F);
}

TEST(ValueGrids, AreTheCodesOfAQuantisedActivation) {
  ModelWriter writer({0, 2, 2, 2});
  writer.floats("step", {}, {0.25F});
  auto& zero = *writer.model.mutable_graph()->add_initializer();
  zero.set_name("zero");
  zero.set_data_type(onnx::TensorProto::UINT8);
  zero.add_int32_data(8);
  writer.node("QuantizeLinear", {"x", "step", "zero"}, "q");
  writer.node("DequantizeLinear", {"q", "step", "zero"}, "d");
  writer.node("Relu", {"d"}, "r");
  writer.node("Flatten", {"r"}, "y");
  const Graph graph = writer.import();
  const auto grid = gridsOf(graph)[graph.output];
  ASSERT_TRUE(grid);
  EXPECT_EQ(grid->step, 0.25);
  EXPECT_EQ(grid->least, 0.0);
  EXPECT_EQ(grid->greatest, 247.0);
  const auto raw = gridsOf(importOutput(writer, "d"));
  EXPECT_EQ(raw.back()->least, -8.0);
  EXPECT_FALSE(gridsOf(graph)[graph.input]);
}

TEST(LowBits, LevelsOfTheFileStayOnTheirSteps) {
  ModelWriter writer({0, 2});
  writer.floats("w", {2, 2}, {0.9F, -0.3F, 0.2F, 5.0F});
  writer.floats("scale", {2, 1}, {0.25F, 0.5F});
  writer.floats("none", {}, {0.0F});
  writer.floats("bits", {}, {3.0F});
  auto& quantiser = writer.node("Quant", {"w", "scale", "none", "bits"}, "k");
  quantiser.set_domain("qonnx.custom_op.general");
  set(quantiser, "narrow", 1);
  set(writer.node("Gemm", {"x", "k"}, "y"), "transB", 1);
  const Graph graph = writer.import();
  const Tensor& weight = weightOf(graph.nodes.back());
  EXPECT_EQ(weight.values, (std::vector<float>{0.75F, -0.25F, 0.0F, 1.5F}));  // 0.9 / 0.25 = 3.6, cut to 3
  EXPECT_EQ(weight.steps, (std::vector<double>{0.25, 0.5}));
}

}  // namespace
}  // namespace ohmic::models
