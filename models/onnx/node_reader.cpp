// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/node_reader.h"

#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"

namespace ohmic::models {
namespace {

/// The operands as pointers, if all of them are of one type.
template <class Constant>
std::vector<const Constant*> allOf(const NodeReader& node, const std::vector<std::size_t>& operands) {
  std::vector<const Constant*> pointers;
  for (const std::size_t index : operands) {
    if (const auto* constant = std::get_if<Constant>(&node.operand(index))) {
      pointers.push_back(constant);
    }
  }
  return pointers.size() == operands.size() ? pointers : std::vector<const Constant*>();
}

void expectFinite(const Tensor& tensor, const std::string& name) {
  for (std::size_t i = 0; i < tensor.values.size(); ++i) {
    if (!std::isfinite(tensor.values[i])) {
      refuse(fmt::format("found {} at element {} of {}", tensor.values[i], i, inQuotes(name)),
             "allowed: finite numbers", "try exporting the model again after a training without overflow");
    }
  }
}

std::size_t weightCount(const Operator& op) {
  if (const auto* conv = std::get_if<Conv>(&op)) {
    return conv->weight.values.size();
  }
  const auto* linear = std::get_if<Linear>(&op);
  return linear != nullptr ? linear->weight.values.size() : 0;
}

std::size_t constantCount(const Operand& operand) {
  if (const auto* tensor = std::get_if<Tensor>(&operand)) {
    return tensor->values.size();
  }
  const auto* integers = std::get_if<IntTensor>(&operand);
  return integers != nullptr ? integers->values.size() : 0;
}

}  // namespace

std::size_t NodeReader::inputCount() const { return static_cast<std::size_t>(proto_.input_size()); }

bool NodeReader::has(std::size_t index) const {
  return index < inputCount() && !proto_.input(static_cast<int>(index)).empty();
}

const Operand& NodeReader::operand(std::size_t index) const {
  if (!has(index)) {
    refuse(fmt::format("found no input {}", index), "allowed: all inputs of the operator",
           "try exporting the model again");
  }
  const std::string& name = proto_.input(static_cast<int>(index));
  const auto found = scope_.operands.find(name);
  if (found == scope_.operands.end()) {
    refuse("found input " + inQuotes(name) + ", which nothing before this node computes",
           "allowed: initialisers, the image and outputs of earlier nodes", "try exporting the model again");
  }
  return found->second;
}

bool NodeReader::isActivation(std::size_t index) const {
  return std::holds_alternative<Activation>(operand(index));
}

Shape NodeReader::shape(std::size_t index) const {
  if (const auto* activation = std::get_if<Activation>(&operand(index))) {
    Shape shape{scope_.batch};
    const Shape& image = scope_.builder.value(activation->value).shape;
    shape.insert(shape.end(), image.begin(), image.end());
    return shape;
  }
  const auto* tensor = std::get_if<Tensor>(&operand(index));
  return tensor != nullptr ? tensor->shape : std::get<IntTensor>(operand(index)).shape;
}

std::size_t NodeReader::normaliseAxis(std::int64_t axis, std::size_t rank) {
  const auto axes = static_cast<std::int64_t>(rank);
  if (axis < -axes || axis >= axes) {
    refuse(fmt::format("found axis {}", axis), fmt::format("allowed: in [{}, {}]", -axes, axes - 1));
  }
  return static_cast<std::size_t>(axis < 0 ? axis + axes : axis);
}

std::int64_t NodeReader::graphAxis(std::int64_t axis, std::size_t index) const {
  const std::size_t full = normaliseAxis(axis, shape(index).size());
  if (full < batchAxes(index)) {
    refuse(fmt::format("found axis {}, the batch", axis), "allowed: the axes of one image",
           "try exporting a model that treats its images one by one");
  }
  return static_cast<std::int64_t>(full - batchAxes(index));
}

Shape NodeReader::withoutBatch(const Shape& shape) const {
  if (shape.empty() || shape.front() != scope_.batch) {
    refuse("found result " + describe(shape) + ", whose first axis is not the batch",
           fmt::format("allowed: a first axis of {}", scope_.batch),
           "try exporting with dynamic_axes={'input': {0: 'batch'}}");
  }
  return Shape(shape.begin() + 1, shape.end());
}

const Tensor& NodeReader::weights(std::size_t index, const char* what) const {
  const auto* tensor = std::get_if<Tensor>(&operand(index));
  const std::string& name = proto_.input(static_cast<int>(index));
  if (tensor == nullptr) {
    refuse(fmt::format("found {} for the {}, which {}", inQuotes(name), what,
                       isActivation(index) ? "depends on the image" : "are integers"),
           "allowed: constant floats", "try exporting with do_constant_folding=True");
  }
  expectFinite(*tensor, name);
  return *tensor;
}

std::vector<std::int64_t> NodeReader::integers(std::size_t index, const char* what) const {
  const auto* tensor = std::get_if<IntTensor>(&operand(index));
  if (tensor == nullptr) {
    refuse(fmt::format("found {} for the {}, which is no constant of integers",
                       inQuotes(proto_.input(static_cast<int>(index))), what),
           "allowed: constant integers", "try exporting with fixed image size and do_constant_folding=True");
  }
  return tensor->values;
}

float NodeReader::scalar(std::size_t index, const char* what) const {
  const auto* tensor = std::get_if<Tensor>(&operand(index));
  if (tensor == nullptr || tensor->values.size() != 1 || std::isnan(tensor->values.front())) {
    refuse(fmt::format("found {} for the {}", inQuotes(proto_.input(static_cast<int>(index))), what),
           "allowed: one constant number");
  }
  return tensor->values.front();
}

void NodeReader::emit(Operator op, const std::vector<std::size_t>& operands) {
  if (const auto constants = allOf<Tensor>(*this, operands); !constants.empty()) {
    bind(foldConstants(op, constants));
    return;
  }
  if (const auto constants = allOf<IntTensor>(*this, operands); !constants.empty()) {
    bind(moveIntegers(op, constants));
    return;
  }
  std::size_t rank = 0;
  for (const std::size_t index : operands) {
    rank = std::max(rank, isActivation(index) ? shape(index).size() : 0);
  }
  scope_.spend(weightCount(op));
  std::vector<std::size_t> values;
  for (const std::size_t index : operands) {
    values.push_back(graphValue(index, rank));
  }
  bind(Activation{scope_.builder.add(proto_.output(0), proto_.op_type(), std::move(op), std::move(values))});
}

/// The graph's value of an operand; a constant becomes a node. @p rank counts the axes of the activations
/// beside it, batch included: a constant with as many must have a batch axis of 1, which is dropped.
std::size_t NodeReader::graphValue(std::size_t index, std::size_t rank) {
  if (const auto* activation = std::get_if<Activation>(&operand(index))) {
    if (shape(index).size() != rank) {
      refuse(fmt::format("found operands with {} and {} axes", shape(index).size(), rank),
             "allowed: activations with equally many axes", "try adding the missing axes with unsqueeze");
    }
    return activation->value;
  }
  const std::string& name = proto_.input(static_cast<int>(index));
  const std::string key = fmt::format("{}:{}", rank, name);
  const auto known = scope_.materialised.find(key);
  if (known != scope_.materialised.end()) {
    return known->second;
  }
  Tensor tensor = weights(index, "operand");
  if (tensor.shape.size() > rank || (tensor.shape.size() == rank && tensor.shape.front() != 1)) {
    refuse(fmt::format("found constant {} of shape {} beside an activation with {} axes", inQuotes(name),
                       describe(tensor.shape), rank),
           "allowed: the same constant for every image of the batch");
  }
  if (tensor.shape.size() == rank) {
    tensor.shape.erase(tensor.shape.begin());
  }
  scope_.spend(tensor.values.size());
  const std::size_t value = scope_.builder.add(name, "Constant", Constant{std::move(tensor)}, {});
  scope_.materialised.emplace(key, value);
  return value;
}

void NodeReader::bind(Operand result) {
  scope_.spend(constantCount(result));
  const std::string& name = proto_.output(0);
  if (!scope_.operands.emplace(name, std::move(result)).second) {
    refuse("found output " + inQuotes(name) + ", which exists already", "allowed: a new name for each output",
           "try exporting the model again");
  }
}

}  // namespace ohmic::models
