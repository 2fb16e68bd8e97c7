// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/node_reader.h"

#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

void expectFinite(const Tensor& tensor, const std::string& name) {
  for (std::size_t i = 0; i < tensor.values.size(); ++i) {
    if (!std::isfinite(tensor.values[i])) {
      refuse(fmt::format("found {} at element {} of {}", tensor.values[i], i, inQuotes(name)),
             "allowed: finite numbers", "try exporting the model again after a training without overflow");
    }
  }
}

}  // namespace

NodeReader::NodeReader(const onnx::NodeProto& proto, Scope& scope, std::int64_t opset)
    : attributes(proto), proto_(proto), scope_(scope), opset_(opset) {
  std::size_t activations = 0;
  std::size_t batchFirst = 0;
  for (const std::string& name : proto.input()) {
    const auto found = scope.operands.find(name);
    const auto* activation =
        found == scope.operands.end() ? nullptr : std::get_if<Activation>(&found->second);
    activations += activation != nullptr ? 1 : 0;
    batchFirst += activation != nullptr && activation->batchFirst ? 1 : 0;
  }
  whole_ = batchFirst < activations;
}

std::size_t NodeReader::inputCount() const { return static_cast<std::size_t>(proto_.input_size()); }

std::size_t NodeReader::outputCount() const { return static_cast<std::size_t>(proto_.output_size()); }

bool NodeReader::isNamed(std::size_t output) const {
  return output < outputCount() && !proto_.output(static_cast<int>(output)).empty();
}

bool NodeReader::has(std::size_t index) const {
  return substitutes_.count(index) > 0 ||
         (index < inputCount() && !proto_.input(static_cast<int>(index)).empty());
}

const Operand& NodeReader::operand(std::size_t index) const {
  const auto substitute = substitutes_.find(index);
  if (substitute != substitutes_.end()) {
    return substitute->second;
  }
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
    Shape shape = scope_.builder.value(activation->value).shape;
    if (activation->batchFirst) {
      shape.insert(shape.begin(), scope_.batch);
    }
    return shape;
  }
  const auto* tensor = std::get_if<Tensor>(&operand(index));
  return tensor != nullptr ? tensor->shape : std::get<IntTensor>(operand(index)).shape;
}

std::size_t NodeReader::batchAxes(std::size_t index) const {
  const auto* activation = std::get_if<Activation>(&operand(index));
  return activation != nullptr && activation->batchFirst && !whole_ ? 1 : 0;
}

bool NodeReader::takeWhole() {
  whole_ = whole_ || scope_.batch == 1;
  return whole_;
}

void NodeReader::expectBatchFirst(std::size_t index) const {
  if (isActivation(index) && batchAxes(index) == 0) {
    refuse("found input " + describe(shape(index)) + ", whose first axis is not the batch",
           "allowed: the batch first", "try transposing before the layer");
  }
}

void NodeReader::substitute(std::size_t index, Operand value) {
  substitutes_.insert_or_assign(index, std::move(value));
}

std::size_t NodeReader::hold(Operand value) {
  substitutes_.emplace(held_, std::move(value));
  return held_++;
}

Shape NodeReader::graphShape(std::size_t index) const {
  const Shape whole = shape(index);
  return Shape(whole.begin() + static_cast<std::ptrdiff_t>(batchAxes(index)), whole.end());
}

bool NodeReader::isInteger(std::size_t index) const {
  const auto* activation = std::get_if<Activation>(&operand(index));
  return activation != nullptr ? activation->isInteger : std::holds_alternative<IntTensor>(operand(index));
}

std::size_t NodeReader::normaliseAxis(std::int64_t axis, std::size_t rank) {
  const auto axes = static_cast<std::int64_t>(rank);
  if (axis < -axes || axis >= axes) {
    refuse(fmt::format("found axis {}", axis), fmt::format("allowed: in [{}, {}]", -axes, axes - 1));
  }
  return static_cast<std::size_t>(axis < 0 ? axis + axes : axis);
}

std::int64_t NodeReader::graphAxis(std::int64_t axis, std::size_t index) {
  const std::size_t full = normaliseAxis(axis, shape(index).size());
  if (full < batchAxes(index) && !takeWhole()) {
    refuse(fmt::format("found axis {}, the batch", axis), "allowed: the axes of one image",
           "try exporting a model that treats its images one by one");
  }
  return static_cast<std::int64_t>(full - batchAxes(index));
}

std::vector<std::int64_t> NodeReader::graphAxes(const std::vector<std::int64_t>& axes, std::size_t index) {
  std::vector<std::int64_t> result;
  for (const std::int64_t axis : axes) {
    static_cast<void>(graphAxis(axis, index));  // may turn to the file's shapes
  }
  for (const std::int64_t axis : axes) {
    result.push_back(graphAxis(axis, index));
  }
  std::sort(result.begin(), result.end());
  if (std::adjacent_find(result.begin(), result.end()) != result.end()) {
    refuse(fmt::format("found axes [{}]", fmt::join(axes, ", ")), "allowed: each axis once");
  }
  return result;
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
  const std::string name = nameOf(index);
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
    refuse(
        fmt::format("found {} for the {}, which is no constant of integers", inQuotes(nameOf(index)), what),
        "allowed: constant integers", "try exporting with fixed image size and do_constant_folding=True");
  }
  return tensor->values;
}

float NodeReader::scalar(std::size_t index, const char* what) const {
  if (const auto* integer = std::get_if<IntTensor>(&operand(index));
      integer != nullptr && integer->values.size() == 1) {
    return static_cast<float>(integer->values.front());
  }
  const auto* tensor = std::get_if<Tensor>(&operand(index));
  if (tensor == nullptr || tensor->values.size() != 1 || std::isnan(tensor->values.front())) {
    refuse(fmt::format("found {} for the {}", inQuotes(nameOf(index)), what), "allowed: one constant number");
  }
  return tensor->values.front();
}

}  // namespace ohmic::models
