// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

/// Binds a result whose values are truth values: 1 and 0.
void bindTruth(NodeReader& node, Operand result) {
  if (auto* activation = std::get_if<Activation>(&result)) {
    activation->isInteger = true;
  } else if (const auto* reals = std::get_if<Tensor>(&result)) {
    result = IntTensor{reals->shape, std::vector<std::int64_t>(reals->values.begin(), reals->values.end()),
                       IntType::boolean};
  }
  node.bind(std::move(result));
}

/// Compares operand @p first with operand @p second; truth is 1, falsehood 0.
void compare(NodeReader& node, Binary::Kind kind, std::size_t first, std::size_t second) {
  bindTruth(node, node.compute(Binary{kind}, {first, second}, "truth"));
}

using Bits = std::uint64_t (*)(std::uint64_t, std::uint64_t);

/// Repeats an integer constant to the shape of its sum with another.
IntTensor broadcast(const IntTensor& value, const IntTensor& other) {
  IntTensor zeros = other;
  zeros.values.assign(zeros.values.size(), 0);
  return foldIntegers(Binary{Binary::Kind::add}, {&value, &zeros});
}

const IntTensor& bitsOf(const NodeReader& node, std::size_t index) {
  const auto* integers = std::get_if<IntTensor>(&node.operand(index));
  if (integers == nullptr) {
    refuse("found an operand that is no constant of integers", "allowed: constant integers");
  }
  return *integers;
}

/// Works on the bits of two constants.
void combineBits(NodeReader& node, Bits function) {
  const IntTensor& first = bitsOf(node, 0);
  const IntTensor& second = bitsOf(node, 1);
  IntTensor result = broadcast(first, second);
  const IntTensor right = broadcast(second, first);
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    result.values[i] = static_cast<std::int64_t>(
        function(static_cast<std::uint64_t>(result.values[i]), static_cast<std::uint64_t>(right.values[i])));
  }
  node.bind(castIntegers(std::move(result), first.type));
}

std::uint64_t shiftLeft(std::uint64_t a, std::uint64_t b) { return b < 64 ? a << b : 0; }
std::uint64_t shiftRight(std::uint64_t a, std::uint64_t b) { return b < 64 ? a >> b : 0; }

}  // namespace

void importEqual(NodeReader& node) { compare(node, Binary::Kind::equal, 0, 1); }

void importLess(NodeReader& node) { compare(node, Binary::Kind::less, 0, 1); }

void importLessOrEqual(NodeReader& node) { compare(node, Binary::Kind::lessOrEqual, 0, 1); }

void importGreater(NodeReader& node) { compare(node, Binary::Kind::less, 1, 0); }

void importGreaterOrEqual(NodeReader& node) { compare(node, Binary::Kind::lessOrEqual, 1, 0); }

void importNot(NodeReader& node) {
  bindTruth(node, node.compute(Unary{Unary::Kind::logicalNot}, {0}, "truth"));
}

void importAnd(NodeReader& node) { compare(node, Binary::Kind::min, 0, 1); }

void importOr(NodeReader& node) { compare(node, Binary::Kind::max, 0, 1); }

void importXor(NodeReader& node) { compare(node, Binary::Kind::exclusiveOr, 0, 1); }

void importWhere(NodeReader& node) {
  const bool isWhole = node.isInteger(1) && node.isInteger(2);
  Operand result = node.compute(Select{}, {0, 1, 2}, "choice");
  if (auto* activation = std::get_if<Activation>(&result)) {
    activation->isInteger = isWhole;
  }
  node.bind(std::move(result));
}

void importBitwiseAnd(NodeReader& node) {
  combineBits(node, [](std::uint64_t a, std::uint64_t b) { return a & b; });
}

void importBitwiseOr(NodeReader& node) {
  combineBits(node, [](std::uint64_t a, std::uint64_t b) { return a | b; });
}

void importBitwiseXor(NodeReader& node) {
  combineBits(node, [](std::uint64_t a, std::uint64_t b) { return a ^ b; });
}

void importBitwiseNot(NodeReader& node) {
  IntTensor result = bitsOf(node, 0);
  for (std::int64_t& value : result.values) {
    value = ~value;
  }
  const IntType type = result.type;
  node.bind(castIntegers(std::move(result), type));
}

void importBitShift(NodeReader& node) {
  const std::string direction = node.attributes.text("direction", "");
  if (direction != "LEFT" && direction != "RIGHT") {
    refuse("found direction " + inQuotes(direction), "allowed: LEFT, RIGHT");
  }
  combineBits(node, direction == "LEFT" ? shiftLeft : shiftRight);
}

}  // namespace ohmic::models
