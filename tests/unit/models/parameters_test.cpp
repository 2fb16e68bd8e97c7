// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/parameters.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "configs/reader/error.h"
#include "tests/folder.h"
#include "tests/unit/models/model_writer.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;
using Kind = Parameter::Kind;

/// A model in a folder of its own.
class OnDisk {
 public:
  explicit OnDisk(const ModelWriter& writer) : file_(folder_.write("model.onnx", writer.bytes())) {}
  [[nodiscard]] const fs::path& file() const { return file_; }

 private:
  tests::Folder folder_;
  fs::path file_;
};

ModelWriter convWithNorm() {
  ModelWriter writer({0, 1, 2, 2});
  writer.floats("w", {2, 1, 1, 1}, {1, 2});
  writer.floats("b", {2}, {3, 4});
  writer.floats("scale", {2}, {1, 1});
  writer.floats("shift", {2}, {0, 0});
  writer.floats("mean", {2}, {5, 6});
  writer.floats("variance", {2}, {7, 8});
  writer.node("Conv", {"x", "w", "b"}, "h");
  writer.node("BatchNormalization", {"h", "scale", "shift", "mean", "variance"}, "y");
  return writer;
}

TEST(ParameterFile, NamesRolesReadersAndOperands) {
  const OnDisk model(convWithNorm());
  const ParameterFile file(model.file());
  ASSERT_EQ(file.parameters().size(), 6U);
  EXPECT_EQ(file.parameters()[0].name, "w");
  EXPECT_EQ(file.parameters()[0].node, "h");
  EXPECT_EQ(file.parameters()[0].operand, 1U);
  EXPECT_EQ(file.parameters()[0].kind, Kind::kernel);
  EXPECT_EQ(file.parameters()[0].shape, (Shape{2, 1, 1, 1}));
  EXPECT_EQ(file.parameters()[1].kind, Kind::bias);
  EXPECT_EQ(file.parameters()[5].name, "variance");
  EXPECT_EQ(file.parameters()[1].product, "h");
  EXPECT_EQ(file.parameters()[2].kind, Kind::affine);
  EXPECT_EQ(file.parameters()[3].kind, Kind::affine);
  EXPECT_EQ(file.parameters()[4].kind, Kind::mean);
  EXPECT_EQ(file.parameters()[5].kind, Kind::variance);
  EXPECT_EQ(file.parameters()[5].product, "");
  EXPECT_EQ(file.parameters()[5].operand, 4U);
  EXPECT_EQ(file.parameters()[5].values, (std::vector<float>{7, 8}));
}

TEST(ParameterFile, GivesTheNetworkOtherValues) {
  const OnDisk model(convWithNorm());
  const ParameterFile file(model.file());
  std::vector<std::vector<float>> values;
  for (const auto& parameter : file.parameters()) {
    values.push_back(parameter.values);
  }
  values[0] = {10, 20};
  ImportOptions kept;
  kept.foldBatchNorm = false;
  const Graph graph = importOnnx(file.bytes(values), "model.onnx", kept);
  EXPECT_EQ(weightOf(graph.nodes[0]).values, (std::vector<float>{10, 20}));
  values[0] = {1, 2};
  EXPECT_EQ(weightOf(importOnnx(file.bytes(values), "model.onnx", kept).nodes[0]).values,
            (std::vector<float>{1, 2}));
}

TEST(ParameterFile, ReadsThroughTransposesAndConstantNodes) {
  ModelWriter writer({0, 2});
  writer.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
  writer.floats("b", {3}, {1, 2, 3});
  writer.node("Transpose", {"w"}, "t");
  writer.node("MatMul", {"x", "t"}, "h");
  writer.node("Add", {"h", "b"}, "a");
  auto* constant = writer.node("Constant", {}, "c").add_attribute();
  constant->set_name("value");
  constant->set_type(onnx::AttributeProto::TENSOR);
  constant->mutable_t()->set_data_type(onnx::TensorProto::FLOAT);
  constant->mutable_t()->add_float_data(0.5F);
  writer.node("Mul", {"a", "c"}, "y");
  const OnDisk model(writer);
  const ParameterFile file(model.file());
  ASSERT_EQ(file.parameters().size(), 2U) << "a constant factor was not trained";
  EXPECT_EQ(file.parameters()[0].kind, Kind::kernel);
  EXPECT_EQ(file.parameters()[0].node, "h");
  EXPECT_EQ(file.parameters()[1].kind, Kind::bias);
  const Graph graph = importOnnx(file.bytes({{6, 5, 4, 3, 2, 1}, {1, 2, 3}}), "model.onnx");
  EXPECT_EQ(weightOf(graph.nodes[0]).values, (std::vector<float>{6, 5, 4, 3, 2, 1}));
}

TEST(ParameterFile, RefusesKernelsThatAreNoFloats) {
  for (const std::string type : {"MatMul", "MatMulInteger", "DynamicQuantizeMatMul"}) {
    ModelWriter writer({0, 2});
    auto* tensor = writer.model.mutable_graph()->add_initializer();
    tensor->set_name("w");
    tensor->set_data_type(onnx::TensorProto::INT8);
    tensor->add_dims(2);
    tensor->add_dims(1);
    tensor->set_raw_data(std::string(2, '\1'));
    writer.floats("s", {}, {0.5F});
    writer.node("DequantizeLinear", {"w", "s"}, "d");
    writer.node(type, {"x", type == "MatMul" ? "d" : "w"}, "y");
    const OnDisk model(writer);
    try {
      const ParameterFile file(model.file());
      FAIL() << "accepted " << type;
    } catch (const configs::InputError& error) {
      EXPECT_NE(std::string(error.what()).find("before it is quantised"), std::string::npos) << error.what();
    }
  }
}

TEST(Import, TakesANegativeVarianceWhereNoiseMayLeaveOne) {
  ModelWriter writer = convWithNorm();
  writer.model.mutable_graph()->mutable_initializer(5)->set_raw_data(std::string());
  auto& variance = *writer.model.mutable_graph()->mutable_initializer(5);
  variance.clear_raw_data();
  variance.clear_float_data();
  variance.add_float_data(-7.0F);
  variance.add_float_data(8.0F);
  EXPECT_NE(writer.refusal().find("found variance -7 of channel 0"), std::string::npos) << writer.refusal();
  ImportOptions options;
  options.foldBatchNorm = false;
  options.takesNegativeVariance = true;
  const Graph graph = writer.import(options);
  const auto& affine = std::get<ChannelAffine>(graph.nodes[1].op);
  EXPECT_NE(affine.scale[0], affine.scale[0]) << "not a number";
  EXPECT_GT(affine.scale[1], 0.0);
}

}  // namespace
}  // namespace ohmic::models
