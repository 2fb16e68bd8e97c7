// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/model_input.h"

#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "models/datasets/arrangement.h"
#include "models/graph/refusal.h"
#include "models/onnx/element_type.h"

namespace ohmic::models {
namespace {

using Proto = onnx::ValueInfoProto;

constexpr std::int64_t kFree = 0;

InputType typeOf(const Proto& input) {
  if (!input.type().has_tensor_type()) {
    refuse("found input " + inQuotes(input.name()) + ", which is no tensor", "allowed: a tensor of numbers",
           "try exporting a model of one tensor");
  }
  const std::int32_t type = input.type().tensor_type().elem_type();
  const auto integers = intTypeOf(type);
  if (!integers && !isRealType(type)) {
    refuse("found input " + inQuotes(input.name()) + " of element type " + elementTypeName(type),
           "allowed: FLOAT, FLOAT16, BFLOAT16, DOUBLE, BOOL and integers",
           "try exporting the model in float32");
  }
  return !integers ? InputType::real : integers == IntType::uint8 ? InputType::byte : InputType::integer;
}

/// The batch first; free extents are 0.
Shape declaredShape(const Proto& input) {
  Shape shape;
  for (const auto& extent : input.type().tensor_type().shape().dim()) {
    const std::int64_t size = extent.has_dim_value() ? extent.dim_value() : kFree;
    if (size < 0) {  // -1 is what some exporters write for a free extent
      shape.push_back(kFree);
      continue;
    }
    shape.push_back(size);
  }
  if (shape.size() < 2) {
    refuse("found input " + inQuotes(input.name()) + " of shape " + describe(shape),
           "allowed: the batch and at least one more axis",
           "try exporting with an example of shape (1, ...)");
  }
  return shape;
}

std::string describeFree(const Shape& shape) {
  std::vector<std::string> extents;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    extents.push_back(shape[axis] == kFree ? axis == 0 ? "batch" : "?" : std::to_string(shape[axis]));
  }
  return fmt::format("{}", fmt::join(extents, "x"));
}

void fixExtents(const Proto& input, const std::function<Shape()>& samples, Shape& shape) {
  const Shape image = samples ? samples() : Shape();
  if (const auto own = samples ? fillFree({shape.begin() + 1, shape.end()}, image) : std::nullopt) {
    std::copy(own->begin(), own->end(), shape.begin() + 1);
    return;
  }
  const std::string found =
      "found input " + inQuotes(input.name()) + " of shape " + describeFree(shape) + ", free extents";
  if (samples) {
    refuse(found + " that images of " + describe(image) + " do not fit",
           "allowed: extents that the data set fixes",
           "try another data set, or exporting with a fixed size");
  }
  refuse(
      found, "allowed: a fixed image size",
      "try exporting with dynamic_axes={'input': {0: 'batch'}} only; a run takes the size from its data set");
}

const Proto& oneInput(const onnx::GraphProto& graph, const std::set<std::string>& needed) {
  std::set<std::string> constants;
  for (const auto& tensor : graph.initializer()) {
    constants.insert(tensor.name());
  }
  for (const auto& tensor : graph.sparse_initializer()) {
    constants.insert(tensor.values().name());
  }
  std::vector<const Proto*> all;
  std::vector<const Proto*> inputs;
  for (const auto& input : graph.input()) {
    if (constants.count(input.name()) == 0) {
      all.push_back(&input);
      if (needed.count(input.name()) > 0) {
        inputs.push_back(&input);
      }
    }
  }
  inputs = inputs.empty() && all.size() == 1 ? all : inputs;  // where a later message says what is wrong
  if (inputs.size() != 1) {
    std::vector<std::string> names;
    for (const Proto* input : inputs) {
      names.push_back(inQuotes(input->name()));
    }
    refuse(inputs.empty() ? "found no input that the output depends on"
                          : fmt::format("found {} inputs: {}", inputs.size(), fmt::join(names, ", ")),
           "allowed: one, the image", "try exporting a model of one argument");
  }
  return *inputs.front();
}

}  // namespace

Shape declaredImage(const onnx::GraphProto& graph, const std::set<std::string>& needed) {
  const Shape shape = declaredShape(oneInput(graph, needed));
  return {shape.begin() + 1, shape.end()};
}

ModelInput findInput(const onnx::GraphProto& graph, const std::set<std::string>& needed,
                     const std::function<Shape()>& samples) {
  const Proto& input = oneInput(graph, needed);
  ModelInput result{input.name(), {}, typeOf(input)};
  result.shape = declaredShape(input);
  if (std::count(result.shape.begin() + 1, result.shape.end(), kFree) > 0) {
    fixExtents(input, samples, result.shape);
  }
  result.shape.front() = std::max<std::int64_t>(result.shape.front(), 1);
  return result;
}

}  // namespace ohmic::models
