// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

/// Elements of @p data at @p indices along an axis.
template <class Constant>
Constant take(const Constant& data, std::size_t axis, const IntTensor& indices) {
  const std::int64_t size = data.shape[axis];
  const auto split = data.shape.begin() + static_cast<std::ptrdiff_t>(axis);
  const std::int64_t outer = elementCount(Shape(data.shape.begin(), split));
  const std::int64_t inner = elementCount(Shape(split + 1, data.shape.end()));
  Constant result{Shape(data.shape.begin(), split), {}};
  result.shape.insert(result.shape.end(), indices.shape.begin(), indices.shape.end());
  result.shape.insert(result.shape.end(), split + 1, data.shape.end());
  if (elementCount(result.shape) > std::max<std::int64_t>(1 << 20, elementCount(data.shape))) {
    refuse("found a constant result " + describe(result.shape),
           "allowed: at most as many elements as the operand");
  }
  for (std::int64_t o = 0; o < outer; ++o) {
    for (const std::int64_t index : indices.values) {
      if (index < -size || index >= size) {
        refuse(fmt::format("found index {}", index), fmt::format("allowed: in [{}, {}]", -size, size - 1));
      }
      const auto from = data.values.begin() + (o * size + (index < 0 ? index + size : index)) * inner;
      result.values.insert(result.values.end(), from, from + inner);
    }
  }
  return result;
}

std::vector<std::int64_t> truncate(const Tensor& tensor) {
  std::vector<std::int64_t> integers;
  for (const float value : tensor.values) {
    if (!(std::fabs(value) < 9.0e18F)) {
      refuse(fmt::format("found {}", value), "allowed: a number that fits 64 bits");
    }
    integers.push_back(static_cast<std::int64_t>(value));
  }
  return integers;
}

template <class Constant>
Constant repeat(const Constant& value, Shape shape) {
  const auto count = static_cast<std::size_t>(elementCount(shape));
  if (count > 1 << 20) {
    refuse("found a constant result " + describe(shape),
           fmt::format("allowed: at most {} elements", 1 << 20));
  }
  return {std::move(shape), std::vector(count, value.values.front())};
}

}  // namespace

void importConstant(NodeReader& node) {
  Attributes& attributes = node.attributes;
  if (attributes.has("value_int")) {
    node.bind(IntTensor{{}, {attributes.integer("value_int", 0)}});
  } else if (attributes.has("value_ints")) {
    const auto values = attributes.integers("value_ints", {});
    node.bind(IntTensor{{static_cast<std::int64_t>(values.size())}, values});
  } else if (attributes.has("value_float")) {
    node.bind(Tensor{{}, {attributes.real("value_float", 0.0F)}});
  } else if (attributes.has("value_floats")) {
    const auto values = attributes.reals("value_floats");
    node.bind(Tensor{{static_cast<std::int64_t>(values.size())}, values});
  } else if (const onnx::TensorProto* tensor = attributes.tensor("value")) {
    node.bind(readTensor(*tensor, node.scope().files));
  } else {
    refuse("found no value", "allowed: value, value_int, value_ints, value_float, value_floats");
  }
}

void importShape(NodeReader& node) {
  const Shape shape = node.shape(0);
  const auto rank = static_cast<std::int64_t>(shape.size());
  const auto place = [&](const char* name, std::int64_t fallback) {
    const std::int64_t at = node.attributes.integer(name, fallback);
    return std::clamp<std::int64_t>(at < 0 ? std::max(at, -rank) + rank : at, 0, rank);
  };
  const std::int64_t start = place("start", 0);
  const std::int64_t end = std::max(place("end", rank), start);
  node.bind(IntTensor{{end - start}, Shape(shape.begin() + start, shape.begin() + end)});
}

void importGather(NodeReader& node) {
  if (node.isActivation(0)) {
    refuse("found elements of an activation", "allowed: elements of a constant", "try a slice in its place");
  }
  const auto* indices = std::get_if<IntTensor>(&node.operand(1));
  if (indices == nullptr) {
    refuse("found indices that are no constant integers", "allowed: constant integers");
  }
  const std::size_t axis =
      NodeReader::normaliseAxis(node.attributes.integer("axis", 0), node.shape(0).size());
  if (const auto* integers = std::get_if<IntTensor>(&node.operand(0))) {
    node.bind(take(*integers, axis, *indices));
  } else {
    node.bind(take(std::get<Tensor>(node.operand(0)), axis, *indices));
  }
}

void importCast(NodeReader& node) {
  const std::int64_t to = node.attributes.integer("to", 0);
  const bool real = to == onnx::TensorProto::FLOAT;
  if (!real && to != onnx::TensorProto::INT64 && to != onnx::TensorProto::INT32) {
    refuse(fmt::format("found a cast to type {}", to), "allowed: FLOAT, INT64, INT32");
  }
  const auto* integers = std::get_if<IntTensor>(&node.operand(0));
  if (real && integers != nullptr) {
    node.bind(Tensor{integers->shape, std::vector<float>(integers->values.begin(), integers->values.end())});
  } else if (real || integers != nullptr) {
    node.bind(node.operand(0));
  } else if (const auto* tensor = std::get_if<Tensor>(&node.operand(0))) {
    node.bind(IntTensor{tensor->shape, truncate(*tensor)});
  } else {
    refuse("found an activation cast to integers", "allowed: activations in floats");
  }
}

void importConstantOfShape(NodeReader& node) {
  Shape shape = node.integers(0, "shape");
  const onnx::TensorProto* proto = node.attributes.tensor("value");
  const Operand value =
      proto == nullptr ? Operand(Tensor{{1}, {0.0F}}) : readTensor(*proto, node.scope().files);
  const auto* integers = std::get_if<IntTensor>(&value);
  const auto* reals = std::get_if<Tensor>(&value);
  if ((integers != nullptr ? integers->values.size() : reals->values.size()) != 1) {
    refuse("found several values", "allowed: one");
  }
  if (integers != nullptr) {
    node.bind(repeat(*integers, std::move(shape)));
  } else {
    node.bind(repeat(*reals, std::move(shape)));
  }
}

}  // namespace ohmic::models
