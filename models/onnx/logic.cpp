// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/constant_folding.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

/// Compares operand @p first with operand @p second; truth is 1, falsehood 0.
void compare(NodeReader& node, Binary::Kind kind, std::size_t first, std::size_t second) {
  const auto* left = std::get_if<IntTensor>(&node.operand(first));
  const auto* right = std::get_if<IntTensor>(&node.operand(second));
  if (left != nullptr && right != nullptr) {
    node.bind(combineIntegers(kind, *left, *right));
    return;
  }
  for (const std::size_t index : {first, second}) {
    if (const auto* integers = std::get_if<IntTensor>(&node.operand(index))) {
      node.substitute(index, asReals(*integers));
    }
  }
  node.emit(Binary{kind}, {first, second});
}

IntTensor broadcast(const IntTensor& value, const IntTensor& other) {
  IntTensor zeros = other;
  zeros.values.assign(zeros.values.size(), 0);
  return combineIntegers(Binary::Kind::kAdd, value, zeros);
}

}  // namespace

void importEqual(NodeReader& node) { compare(node, Binary::Kind::kEqual, 0, 1); }

void importLess(NodeReader& node) { compare(node, Binary::Kind::kLess, 0, 1); }

void importLessOrEqual(NodeReader& node) { compare(node, Binary::Kind::kLessOrEqual, 0, 1); }

void importGreater(NodeReader& node) { compare(node, Binary::Kind::kLess, 1, 0); }

void importGreaterOrEqual(NodeReader& node) { compare(node, Binary::Kind::kLessOrEqual, 1, 0); }

void importNot(NodeReader& node) {
  if (const auto* integers = std::get_if<IntTensor>(&node.operand(0))) {
    node.bind(combineIntegers(Binary::Kind::kEqual, *integers, IntTensor{{}, {0}}));
    return;
  }
  node.emit(Unary{Unary::Kind::kNot}, {0});
}

void importAnd(NodeReader& node) { compare(node, Binary::Kind::kMin, 0, 1); }

void importOr(NodeReader& node) { compare(node, Binary::Kind::kMax, 0, 1); }

void importWhere(NodeReader& node) {
  const auto* condition = std::get_if<IntTensor>(&node.operand(0));
  const auto* first = std::get_if<IntTensor>(&node.operand(1));
  const auto* second = std::get_if<IntTensor>(&node.operand(2));
  if (condition != nullptr && first != nullptr && second != nullptr) {
    IntTensor result = broadcast(broadcast(*second, *first), *condition);
    const IntTensor taken = broadcast(*first, result);
    const IntTensor conditions = broadcast(*condition, result);
    for (std::size_t i = 0; i < result.values.size(); ++i) {
      result.values[i] = conditions.values[i] != 0 ? taken.values[i] : result.values[i];
    }
    node.bind(std::move(result));
    return;
  }
  for (std::size_t index = 0; index < 3; ++index) {
    if (const auto* integers = std::get_if<IntTensor>(&node.operand(index))) {
      node.substitute(index, asReals(*integers));
    }
  }
  node.emit(Select{}, {0, 1, 2});
}

}  // namespace ohmic::models
