// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/constant_folding.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "models/graph/broadcast.h"
#include "models/graph/refusal.h"
#include "models/graph/shape_inference.h"
#include "models/reference/evaluate.h"
#include "models/reference/rows.h"

namespace ohmic::models {
namespace {

/// Above this a folded constant may not be larger than its operands together, so that a small file cannot ask
/// for much memory.
constexpr std::int64_t kMostFolded = 1 << 20;

void checkGrowth(const Shape& result, std::int64_t operands) {
  if (elementCount(result) > std::max(kMostFolded, operands)) {
    refuse(fmt::format("found a constant result {}", describe(result)),
           fmt::format("allowed: at most {} elements, or as many as its operands", kMostFolded));
  }
}

/// Positions 0, 1, ... as floats: a stand-in for integers that are only moved. Exact below 2^24.
Tensor countingTensor(const Shape& shape, std::int64_t start) {
  Tensor tensor{shape, {}};
  const std::int64_t count = elementCount(shape);
  for (std::int64_t i = 0; i < count; ++i) {
    tensor.values.push_back(static_cast<float>(start + i));
  }
  return tensor;
}

bool combine(Binary::Kind kind, std::int64_t a, std::int64_t b, std::int64_t& result) {
  switch (kind) {
    case Binary::Kind::kAdd:
      return !__builtin_add_overflow(a, b, &result);
    case Binary::Kind::kSub:
      return !__builtin_sub_overflow(a, b, &result);
    case Binary::Kind::kMul:
      return !__builtin_mul_overflow(a, b, &result);
    case Binary::Kind::kDiv:
      if (b == 0 || (b == -1 && a == std::numeric_limits<std::int64_t>::min())) {
        return false;
      }
      result = a / b;
      return true;
    case Binary::Kind::kMin:
      result = std::min(a, b);
      return true;
    case Binary::Kind::kMax:
      result = std::max(a, b);
      return true;
    case Binary::Kind::kEqual:
      result = a == b ? 1 : 0;
      return true;
    case Binary::Kind::kLess:
      result = a < b ? 1 : 0;
      return true;
    case Binary::Kind::kLessOrEqual:
      result = a <= b ? 1 : 0;
      return true;
    case Binary::Kind::kPow:
    case Binary::Kind::kPRelu:
      return false;
  }
  return false;
}

}  // namespace

Tensor foldConstants(const Operator& op, const std::vector<const Tensor*>& inputs) {
  Graph graph;
  Node node{"", "", op, {}, inputs.size()};
  std::vector<const float*> pointers;
  std::vector<Shape> shapes;
  std::int64_t operands = 0;
  for (const Tensor* input : inputs) {
    node.inputs.push_back(graph.values.size());
    graph.values.push_back({"", input->shape});
    shapes.push_back(input->shape);
    pointers.push_back(input->values.data());
    operands += elementCount(input->shape);
  }
  Tensor result{outputShape(op, shapes), {}};
  checkGrowth(result.shape, operands);
  graph.values.push_back({"", result.shape});
  result.values.resize(static_cast<std::size_t>(elementCount(result.shape)));
  if (!result.values.empty()) {
    evaluate(graph, node, pointers, result.values.data());
  }
  return result;
}

IntTensor moveIntegers(const Operator& op, const std::vector<const IntTensor*>& inputs) {
  if (!std::holds_alternative<Concat>(op) && !std::holds_alternative<Slice>(op) &&
      !std::holds_alternative<Transpose>(op) && !std::holds_alternative<Reshape>(op) &&
      !std::holds_alternative<Gather>(op) && !std::holds_alternative<Repeat>(op)) {
    refuse("found integers", "allowed: floats");
  }
  std::vector<std::int64_t> all;
  std::vector<Tensor> places;
  for (const IntTensor* input : inputs) {
    places.push_back(countingTensor(input->shape, static_cast<std::int64_t>(all.size())));
    all.insert(all.end(), input->values.begin(), input->values.end());
    if (static_cast<std::int64_t>(all.size()) > kMostFolded) {
      refuse(fmt::format("found {} constant integers", all.size()),
             fmt::format("allowed: at most {}", kMostFolded));
    }
  }
  std::vector<const Tensor*> pointers;
  for (const Tensor& place : places) {
    pointers.push_back(&place);
  }
  const Tensor moved = foldConstants(op, pointers);
  IntTensor result{moved.shape, {}};
  for (const float place : moved.values) {
    result.values.push_back(all[static_cast<std::size_t>(place)]);
  }
  return result;
}

Tensor asReals(const IntTensor& integers) {
  return {integers.shape, std::vector<float>(integers.values.begin(), integers.values.end())};
}

IntTensor combineIntegers(Binary::Kind kind, const IntTensor& first, const IntTensor& second) {
  IntTensor result{broadcastShape(first.shape, second.shape), {}};
  checkGrowth(result.shape, static_cast<std::int64_t>(first.values.size() + second.values.size()));
  Shape single = result.shape;  // one more axis, so that a row is one element
  single.push_back(1);
  auto firstStrides = broadcastStrides(first.shape, result.shape);
  auto secondStrides = broadcastStrides(second.shape, result.shape);
  firstStrides.push_back(0);
  secondStrides.push_back(0);
  forEachRow(single, firstStrides, secondStrides, [&](std::int64_t a, std::int64_t b) {
    const std::int64_t left = first.values[static_cast<std::size_t>(a)];
    const std::int64_t right = second.values[static_cast<std::size_t>(b)];
    std::int64_t value = 0;
    if (!combine(kind, left, right, value)) {
      refuse(fmt::format("found constants {} and {}, whose result is no 64-bit integer", left, right),
             "allowed: shape arithmetic without overflow");
    }
    result.values.push_back(value);
  });
  return result;
}

}  // namespace ohmic::models
