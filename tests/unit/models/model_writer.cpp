// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/models/model_writer.h"

#include "configs/reader/error.h"
#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

onnx::AttributeProto& add(onnx::NodeProto& node, const std::string& name,
                          onnx::AttributeProto::AttributeType type) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(type);
  return attribute;
}

}  // namespace

ModelWriter::ModelWriter(const Shape& image, int opset) {
  model.set_ir_version(7);
  model.add_opset_import()->set_version(opset);
  auto& input = *model.mutable_graph()->add_input();
  input.set_name("x");
  auto& type = *input.mutable_type()->mutable_tensor_type();
  type.set_elem_type(onnx::TensorProto::FLOAT);
  for (const std::int64_t extent : image) {
    auto& dimension = *type.mutable_shape()->add_dim();
    if (extent == 0) {
      dimension.set_dim_param("batch");
    } else {
      dimension.set_dim_value(extent);
    }
  }
  model.mutable_graph()->add_output()->set_name("y");
}

void ModelWriter::floats(const std::string& name, const Shape& shape, const std::vector<float>& values) {
  auto& tensor = *model.mutable_graph()->add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  *tensor.mutable_dims() = {shape.begin(), shape.end()};
  tensor.set_raw_data(
      std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)));
}

void ModelWriter::integers(const std::string& name, const Shape& shape,
                           const std::vector<std::int64_t>& values) {
  auto& tensor = *model.mutable_graph()->add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::INT64);
  *tensor.mutable_dims() = {shape.begin(), shape.end()};
  *tensor.mutable_int64_data() = {values.begin(), values.end()};
}

onnx::NodeProto& ModelWriter::node(const std::string& type, const std::vector<std::string>& inputs,
                                   const std::string& output) {
  auto& node = *model.mutable_graph()->add_node();
  node.set_op_type(type);
  node.set_name(output + "_node");
  for (const std::string& input : inputs) {
    node.add_input(input);
  }
  node.add_output(output);
  return node;
}

Graph ModelWriter::import(const ImportOptions& options) const {
  return importOnnx(bytes(), "model.onnx", options);
}

std::vector<float> ModelWriter::run(const std::vector<float>& image) const {
  return runOnce(import(), image);
}

std::string ModelWriter::refusal() const {
  try {
    static_cast<void>(import());
    return "imported";
  } catch (const configs::InputError& error) {
    return error.what();
  }
}

void set(onnx::NodeProto& node, const std::string& name, std::int64_t value) {
  add(node, name, onnx::AttributeProto::INT).set_i(value);
}

void set(onnx::NodeProto& node, const std::string& name, const std::vector<std::int64_t>& values) {
  *add(node, name, onnx::AttributeProto::INTS).mutable_ints() = {values.begin(), values.end()};
}

void setReal(onnx::NodeProto& node, const std::string& name, float value) {
  add(node, name, onnx::AttributeProto::FLOAT).set_f(value);
}

void setText(onnx::NodeProto& node, const std::string& name, const std::string& value) {
  add(node, name, onnx::AttributeProto::STRING).set_s(value);
}

}  // namespace ohmic::models
