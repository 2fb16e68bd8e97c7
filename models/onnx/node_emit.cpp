// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <string>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/node_reader.h"

namespace ohmic::models {
namespace {

/// Combines its operands element by element or matrix by matrix, aligned at their last axis, by no number of
/// an axis.
bool broadcasts(const Operator& op) {
  return std::holds_alternative<Binary>(op) || std::holds_alternative<Select>(op) ||
         std::holds_alternative<MatrixProduct>(op);
}

/// Numbers that an operator carries with it.
std::size_t weightCount(const Operator& op) {
  if (const auto* conv = std::get_if<Conv>(&op)) {
    return conv->weight.values.size() + conv->bias.size();
  }
  if (const auto* linear = std::get_if<Linear>(&op)) {
    return linear->weight.values.size() + linear->bias.size();
  }
  if (const auto* normalise = std::get_if<Normalise>(&op)) {
    return 2 * normalise->scale.size();
  }
  if (const auto* affine = std::get_if<ChannelAffine>(&op)) {
    return 4 * affine->scale.size();
  }
  if (const auto* gather = std::get_if<Gather>(&op)) {
    return 2 * gather->indices.size();
  }
  const auto* resize = std::get_if<Resize>(&op);
  return resize != nullptr ? 6 * (resize->rows.size() + resize->columns.size()) : 0;
}

std::size_t constantCount(const Operand& operand) {
  if (const auto* tensor = std::get_if<Tensor>(&operand)) {
    return tensor->values.size();
  }
  const auto* integers = std::get_if<IntTensor>(&operand);
  return integers != nullptr ? integers->values.size() : 0;
}

}  // namespace

void NodeReader::emit(Operator op, const std::vector<std::size_t>& operands, std::size_t output) {
  const std::size_t named = std::min(output, outputCount() - 1);
  bind(result(std::move(op), operands, proto_.output(static_cast<int>(named))), output);
}

Operand NodeReader::compute(Operator op, const std::vector<std::size_t>& operands, const std::string& step) {
  return result(std::move(op), operands, proto_.output(0) + ":" + step);
}

std::size_t NodeReader::apply(Operator op, const std::vector<std::size_t>& operands,
                              const std::string& step) {
  return hold(compute(std::move(op), operands, step));
}

/// Whether operands only fit each other in the file's shapes: activations of several ranks, or constants that
/// reach into the batch axis.
bool NodeReader::needsWhole(const std::vector<std::size_t>& operands) const {
  std::size_t rank = 0;
  for (const std::size_t index : operands) {
    rank = std::max(rank, isActivation(index) ? shape(index).size() : 0);
  }
  return std::any_of(operands.begin(), operands.end(), [&](std::size_t index) {
    const Shape own = shape(index);
    return isActivation(index) ? own.size() != rank
                               : own.size() > rank || (own.size() == rank && rank > 0 && own.front() != 1);
  });
}

Operand NodeReader::result(Operator op, const std::vector<std::size_t>& operands, const std::string& name) {
  std::vector<const Operand*> constants;
  for (const std::size_t index : operands) {
    if (!isActivation(index)) {
      constants.push_back(&operand(index));
    }
  }
  if (constants.size() == operands.size()) {
    return foldConstants(op, constants);
  }
  if (broadcasts(op) && needsWhole(operands)) {
    takeWhole();
  }
  std::size_t rank = 0;
  bool batchFirst = false;
  bool isInteger = true;
  for (const std::size_t index : operands) {
    rank = std::max(rank, isActivation(index) ? shape(index).size() : 0);
    batchFirst = batchFirst || batchAxes(index) == 1;
    isInteger = isInteger && this->isInteger(index);
    if (const auto* integers = std::get_if<IntTensor>(&operand(index))) {
      substitute(index, asReals(*integers));
    }
  }
  scope_.spend(weightCount(op));
  const bool moves = !std::holds_alternative<Reshape>(op);  // a Reshape needs no axis put in front before it
  std::vector<std::size_t> values;
  for (const std::size_t index : operands) {
    values.push_back(batchFirst || !moves ? graphValue(index, rank) : wholeValue(index));
  }
  const std::size_t value = scope_.builder.add(name, proto_.op_type(), std::move(op), std::move(values));
  return Activation{value, batchFirst, isInteger};
}

/// An operand's name, or one that no other constant has for what stands in its place.
std::string NodeReader::nameOf(std::size_t index) const {
  if (index >= inputCount()) {
    return fmt::format("{}:of:{}", index - (std::size_t{1} << 32U), proto_.output(0));
  }
  const std::string& name = proto_.input(static_cast<int>(index));
  return substitutes_.count(index) == 0 ? name : name + ":of:" + proto_.output(0);
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
  const std::string name = nameOf(index);
  Tensor tensor = weights(index, "operand");
  if (tensor.shape.size() > rank || (tensor.shape.size() == rank && tensor.shape.front() != 1)) {
    refuse(fmt::format("found constant {} of shape {} beside an activation with {} axes", inQuotes(name),
                       describe(tensor.shape), rank),
           "allowed: the same constant for every image of the batch");
  }
  if (tensor.shape.size() == rank) {
    tensor.shape.erase(tensor.shape.begin());
  }
  return constantValue(fmt::format("{}:{}", rank, name), name, std::move(tensor));
}

/// The graph's value of an operand in the file's shape, batch included.
std::size_t NodeReader::wholeValue(std::size_t index) {
  const std::string name = nameOf(index);
  const auto* activation = std::get_if<Activation>(&operand(index));
  if (activation == nullptr) {
    return constantValue("whole:" + name, name, weights(index, "operand"));
  }
  if (!activation->batchFirst) {
    return activation->value;
  }
  const auto [known, isNew] = scope_.materialised.emplace("whole:" + name, 0);
  if (isNew) {
    known->second =
        scope_.builder.add(name + ":batch", "Reshape", Reshape{shape(index)}, {activation->value});
  }
  return known->second;
}

std::size_t NodeReader::constantValue(const std::string& key, const std::string& name, Tensor tensor) {
  const auto known = scope_.materialised.find(key);
  if (known != scope_.materialised.end()) {
    return known->second;
  }
  scope_.spend(tensor.values.size());
  const std::size_t value = scope_.builder.add(name, "Constant", Constant{std::move(tensor)}, {});
  scope_.materialised.emplace(key, value);
  return value;
}

/// A result whose first axis is a batch of 1 is read as one image's, whichever way it came about.
Activation NodeReader::withBatchFirst(Activation result, const std::string& name) {
  Shape shape = scope_.builder.value(result.value).shape;
  if (result.batchFirst || shape.empty() || shape.front() != 1) {
    return result;
  }
  shape.erase(shape.begin());
  return {scope_.builder.add(name + ":image", "Reshape", Reshape{shape}, {result.value}), true,
          result.isInteger};
}

/// The last of several steps bears the output's name, unless it is on arrays, whose names are seeds.
void NodeReader::nameAfterOutput(std::size_t value, const std::string& name) {
  const Node* maker = scope_.builder.maker(value);
  const bool isStep = maker != nullptr && maker->name.rfind(name + ":", 0) == 0;
  if (isStep && !isArrayNode(*maker)) {
    scope_.builder.rename(value, name);
  }
}

void NodeReader::bind(Operand result, std::size_t output) {
  if (output >= outputCount()) {  // nothing can read it
    return;
  }
  scope_.spend(constantCount(result));
  const std::string& name = proto_.output(static_cast<int>(output));
  if (const auto* activation = std::get_if<Activation>(&result)) {
    nameAfterOutput(activation->value, name);
    result = withBatchFirst(*activation, name);
  }
  if (!name.empty() && !scope_.operands.emplace(name, std::move(result)).second) {
    refuse("found output " + inQuotes(name) + ", which exists already", "allowed: a new name for each output",
           "try exporting the model again");
  }
}

}  // namespace ohmic::models
