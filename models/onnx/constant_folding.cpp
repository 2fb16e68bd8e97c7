// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/constant_folding.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "models/graph/refusal.h"
#include "models/graph/shape_inference.h"
#include "models/reference/evaluate.h"

namespace ohmic::models {
namespace {

/// Where an operator that moves whole slices leaves a tensor's steps.
void carrySteps(const Operator& op, const Tensor& from, Tensor& to) {
  if (from.steps.size() == 1) {
    to.steps = from.steps;
    return;
  }
  const std::int64_t axis = from.stepAxis;
  if (const auto* turn = std::get_if<Transpose>(&op)) {
    const auto place = std::find(turn->permutation.begin(), turn->permutation.end(), axis);
    to.steps = from.steps;
    to.stepAxis = place - turn->permutation.begin();
    return;
  }
  const auto extentBefore = [](const Shape& shape, std::size_t end) {
    return elementCount(Shape(shape.begin(), shape.begin() + static_cast<std::ptrdiff_t>(end)));
  };
  const auto count = static_cast<std::int64_t>(from.steps.size());
  const std::int64_t before = extentBefore(from.shape, static_cast<std::size_t>(axis));
  for (std::size_t own = 0; own < to.shape.size(); ++own) {
    if (to.shape[own] == count && extentBefore(to.shape, own) == before) {
      to.steps = from.steps;
      to.stepAxis = static_cast<std::int64_t>(own);
      return;
    }
  }
}

bool movesSlices(const Operator& op) {
  return std::holds_alternative<Transpose>(op) || std::holds_alternative<Reshape>(op);
}

}  // namespace

void checkGrowth(const Shape& result, std::int64_t operands) {
  if (elementCount(result) > std::max(kMostFolded, operands)) {
    refuse(fmt::format("found a constant result {}", describe(result)),
           fmt::format("allowed: at most {} elements, or as many as its operands", kMostFolded));
  }
}

Tensor foldReals(const Operator& op, const std::vector<const Tensor*>& inputs) {
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
  if (inputs.size() == 1 && movesSlices(op) && !inputs.front()->steps.empty()) {
    carrySteps(op, *inputs.front(), result);
  }
  return result;
}

Operand foldConstants(const Operator& op, const std::vector<const Operand*>& inputs) {
  std::vector<const IntTensor*> integers;
  std::vector<const Tensor*> reals;
  std::vector<Tensor> converted(inputs.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (const auto* whole = std::get_if<IntTensor>(inputs[i])) {
      integers.push_back(whole);
    }
  }
  if (integers.size() == inputs.size()) {
    return foldIntegers(op, integers);
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto* whole = std::get_if<IntTensor>(inputs[i]);
    converted[i] = whole != nullptr ? asReals(*whole) : Tensor();
    reals.push_back(whole != nullptr ? &converted[i] : &std::get<Tensor>(*inputs[i]));
  }
  return foldReals(op, reals);
}

Tensor asReals(const IntTensor& integers) {
  return {integers.shape, std::vector<float>(integers.values.begin(), integers.values.end())};
}

Tensor asReals(const Operand& constant) {
  const auto* integers = std::get_if<IntTensor>(&constant);
  return integers != nullptr ? asReals(*integers) : std::get<Tensor>(constant);
}

std::int64_t wholePart(double real) {
  if (std::isnan(real)) {
    refuse("found nan as an integer", "allowed: numbers");
  }
  constexpr double kEnd = 0x1p63;
  if (real >= kEnd) {
    return std::numeric_limits<std::int64_t>::max();
  }
  return real < -kEnd ? std::numeric_limits<std::int64_t>::min() : static_cast<std::int64_t>(real);
}

IntTensor castIntegers(IntTensor integers, IntType type) {
  const IntRange range = rangeOf(type);
  for (std::int64_t& value : integers.values) {
    if (type == IntType::boolean) {
      value = value != 0 ? 1 : 0;
    } else if (value < range.least || value > range.greatest) {
      if (type == IntType::uint64) {
        refuse(fmt::format("found {} as UINT64", value), "allowed: numbers below 2^63");
      }
      const auto span =
          static_cast<std::uint64_t>(range.greatest) - static_cast<std::uint64_t>(range.least) + 1;
      const auto offset = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(range.least);
      value = range.least + static_cast<std::int64_t>(offset & (span - 1));  // span is a power of two
    }
  }
  integers.type = type;
  return integers;
}

}  // namespace ohmic::models
