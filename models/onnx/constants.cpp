// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

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

/// Quantised activations that PyTorch casts to the type they have already, and constants that fit.
void castToCodes(NodeReader& node, bool isUnsigned) {
  const std::int64_t least = isUnsigned ? 0 : -128, greatest = isUnsigned ? 255 : 127;
  if (const auto* activation = std::get_if<Activation>(&node.operand(0))) {
    const Node* maker = node.scope().builder.maker(activation->value);
    const auto* codes = maker == nullptr ? nullptr : std::get_if<Quantise>(&maker->op);
    if (codes == nullptr || codes->low < static_cast<float>(least) ||
        codes->high > static_cast<float>(greatest)) {
      refuse("found an activation cast to integers",
             "allowed: codes of QuantizeLinear cast to their own type");
    }
    node.bind(*activation);
    return;
  }
  const auto* reals = std::get_if<Tensor>(&node.operand(0));
  IntTensor result =
      reals != nullptr ? IntTensor{reals->shape, truncate(*reals)} : std::get<IntTensor>(node.operand(0));
  for (const std::int64_t value : result.values) {
    if (value < least || value > greatest) {
      refuse(fmt::format("found {} cast to 8 bits", value),
             fmt::format("allowed: in [{}, {}]", least, greatest));
    }
  }
  result.type = isUnsigned ? IntType::kUint8 : IntType::kInt8;
  node.bind(std::move(result));
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

void importCast(NodeReader& node) {
  using Type = onnx::TensorProto;
  const std::int64_t to = node.attributes.integer("to", 0);
  if (to == Type::UINT8 || to == Type::INT8) {
    castToCodes(node, to == Type::UINT8);
    return;
  }
  const bool real = to == Type::FLOAT || to == Type::FLOAT16 || to == Type::DOUBLE;
  if (!real && to != Type::INT64 && to != Type::INT32 && to != Type::BOOL) {
    refuse(fmt::format("found a cast to type {}", to),
           "allowed: FLOAT, FLOAT16, DOUBLE, INT64, INT32, INT8, UINT8, BOOL");
  }
  const auto* integers = std::get_if<IntTensor>(&node.operand(0));
  const auto* reals = std::get_if<Tensor>(&node.operand(0));
  if (integers == nullptr && reals == nullptr && !real) {
    refuse("found an activation cast to integers", "allowed: activations in floats");
  }
  if (real && integers != nullptr) {
    node.bind(asReals(*integers));
  } else if (real) {
    node.bind(node.operand(0));
  } else {
    IntTensor result = integers != nullptr ? *integers : IntTensor{reals->shape, truncate(*reals)};
    for (std::int64_t& value : result.values) {
      value = to == Type::BOOL ? static_cast<std::int64_t>(value != 0) : value;
    }
    node.bind(std::move(result));
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
