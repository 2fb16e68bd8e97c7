// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/element_type.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

IntTensor truncate(const Tensor& tensor, IntType type) {
  IntTensor integers{tensor.shape, {}, type};
  for (const float value : tensor.values) {
    if (type == IntType::boolean) {
      integers.values.push_back(value != 0.0F ? 1 : 0);
      continue;
    }
    if (!(std::fabs(value) < 9.2233715e18F)) {  // the greatest float below 2^63
      const bool isNumber = value == value;
      const IntRange range = rangeOf(type);
      if (!isNumber) {
        refuse("found nan as an integer", "allowed: numbers");
      }
      integers.values.push_back(value > 0.0F ? range.greatest : range.least);
      continue;
    }
    integers.values.push_back(static_cast<std::int64_t>(value));
  }
  return castIntegers(std::move(integers), type);
}

template <class Constant>
Constant repeat(Constant value, Shape shape) {
  const auto count = static_cast<std::size_t>(elementCount(shape));
  checkGrowth(shape, 1);
  value.shape = std::move(shape);
  value.values.assign(count, value.values.front());
  return value;
}

/// Whole numbers of an activation: codes and truth values are whole already.
void castActivation(NodeReader& node, IntType type) {
  const Activation activation = std::get<Activation>(node.operand(0));
  const Node* maker = node.scope().builder.maker(activation.value);
  const auto* codes = maker == nullptr ? nullptr : std::get_if<Quantise>(&maker->op);
  const IntRange range = rangeOf(type);
  Activation result = activation;
  if (codes != nullptr &&
      (codes->low < static_cast<float>(range.least) || codes->high > static_cast<float>(range.greatest))) {
    refuse("found codes cast to a type that does not hold them",
           "allowed: codes of QuantizeLinear cast to their own type");
  }
  if (type == IntType::boolean) {
    const std::size_t isZero = node.apply(Unary{Unary::Kind::logicalNot}, {0}, "is_zero");
    result = std::get<Activation>(node.compute(Unary{Unary::Kind::logicalNot}, {isZero}, "truth"));
  } else if (codes == nullptr && !activation.isInteger) {
    result = std::get<Activation>(node.compute(Unary{Unary::Kind::truncate}, {0}, "whole"));
  }
  result.isInteger = true;
  node.bind(result);
}

void castTo(NodeReader& node, std::int32_t to) {
  const bool isReal = isRealType(to);
  const auto type = intTypeOf(to);
  if (!isReal && !type) {
    refuse("found a cast to " + elementTypeName(to),
           "allowed: FLOAT, FLOAT16, BFLOAT16, DOUBLE, BOOL and integers of 4 to 64 bits");
  }
  if (const auto* activation = std::get_if<Activation>(&node.operand(0))) {
    if (type) {
      castActivation(node, *type);
    } else {
      node.bind(Activation{activation->value, activation->batchFirst, false});
    }
    return;
  }
  const auto* integers = std::get_if<IntTensor>(&node.operand(0));
  if (isReal) {
    node.bind(integers != nullptr ? Operand(asReals(*integers)) : node.operand(0));
  } else {
    node.bind(integers != nullptr ? castIntegers(*integers, *type)
                                  : truncate(std::get<Tensor>(node.operand(0)), *type));
  }
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
    Operand value = readTensor(*tensor, node.scope().files);
    if (!node.scope().isExpanded) {  // as good as an initialiser: its bytes are in the file
      node.scope().budget += 5 * elementCount({tensor->dims().begin(), tensor->dims().end()});
    }
    node.bind(std::move(value));
  } else if (const onnx::SparseTensorProto* sparse = attributes.sparse("sparse_value")) {
    node.bind(readSparse(*sparse, node.scope().files));
  } else {
    refuse("found no value of numbers",
           "allowed: value, sparse_value, value_int, value_ints, value_float, value_floats");
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

void importSize(NodeReader& node) { node.bind(IntTensor{{}, {elementCount(node.shape(0))}}); }

void importCast(NodeReader& node) {
  node.attributes.ignore("saturate");    // of 8-bit floats, which nothing here is
  node.attributes.ignore("round_mode");  // of 8-bit exponents
  castTo(node, static_cast<std::int32_t>(node.attributes.integer("to", 0)));
}

void importCastLike(NodeReader& node) {
  node.attributes.ignore("saturate");
  node.attributes.ignore("round_mode");
  const auto* integers = std::get_if<IntTensor>(&node.operand(1));
  castTo(node, integers != nullptr ? elementTypeOf(integers->type) : node.isInteger(1) ? kInt64 : kFloat);
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
