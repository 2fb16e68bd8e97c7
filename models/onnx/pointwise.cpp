// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

/// Both operands, if both are constants of integers.
std::optional<IntTensor> combinedIntegers(const NodeReader& node, Binary::Kind kind, std::size_t second) {
  const auto* a = std::get_if<IntTensor>(&node.operand(0));
  const auto* b = std::get_if<IntTensor>(&node.operand(second));
  return a != nullptr && b != nullptr ? std::optional(combineIntegers(kind, *a, *b)) : std::nullopt;
}

void importBinary(NodeReader& node, Binary::Kind kind, std::size_t second = 1) {
  if (auto integers = combinedIntegers(node, kind, second)) {
    node.bind(std::move(*integers));
    return;
  }
  node.emit(Binary{kind}, {0, second});
}

/// Operators of one operand or more, from the first to the last. Of one they are the identity.
void importMany(NodeReader& node, Binary::Kind kind) {
  const std::size_t last = node.inputCount() - 1;
  if (last == 0) {
    node.bind(node.operand(0));
    return;
  }
  for (std::size_t i = 1; i < last; ++i) {
    auto integers = combinedIntegers(node, kind, i);
    node.substitute(0, integers ? Operand(std::move(*integers))
                                : node.compute(Binary{kind}, {0, i}, "to_" + std::to_string(i)));
  }
  importBinary(node, kind, last);
}

void importNormalised(NodeReader& node, bool logarithm) {
  const bool joint = node.opset() < 13;  // all axes from the given one on, together
  const std::int64_t first = node.graphAxis(node.attributes.integer("axis", joint ? 1 : -1), 0);
  const auto rank = static_cast<std::int64_t>(node.shape(0).size() - node.batchAxes(0));
  node.emit(Softmax{first, joint ? rank : first + 1, logarithm}, {0});
}

}  // namespace

void importClip(NodeReader& node) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  // Attributes before opset 11, inputs since.
  const Clip clip{node.has(1) ? node.scalar(1, "minimum") : node.attributes.real("min", -kInfinity),
                  node.has(2) ? node.scalar(2, "maximum") : node.attributes.real("max", kInfinity)};
  if (!(clip.low <= clip.high)) {
    refuse(fmt::format("found minimum {} and maximum {}", clip.low, clip.high),
           "allowed: minimum <= maximum");
  }
  node.emit(clip, {0});
}

void importAdd(NodeReader& node) { importBinary(node, Binary::Kind::kAdd); }

void importSub(NodeReader& node) { importBinary(node, Binary::Kind::kSub); }

void importMul(NodeReader& node) { importBinary(node, Binary::Kind::kMul); }

void importDiv(NodeReader& node) { importBinary(node, Binary::Kind::kDiv); }

void importPow(NodeReader& node) {
  if (const auto* exponent = std::get_if<IntTensor>(&node.operand(1))) {
    node.substitute(1, asReals(*exponent));
  }
  node.emit(Binary{Binary::Kind::kPow}, {0, 1});
}

void importMin(NodeReader& node) { importMany(node, Binary::Kind::kMin); }

void importMax(NodeReader& node) { importMany(node, Binary::Kind::kMax); }

void importSum(NodeReader& node) { importMany(node, Binary::Kind::kAdd); }

void importPRelu(NodeReader& node) { node.emit(Binary{Binary::Kind::kPRelu}, {0, 1}); }

void importSoftmax(NodeReader& node) { importNormalised(node, false); }

void importLogSoftmax(NodeReader& node) { importNormalised(node, true); }

void importIdentity(NodeReader& node) { node.bind(node.operand(0)); }

void importDropout(NodeReader& node) {
  node.attributes.ignore("ratio");
  node.attributes.ignore("seed");
  if (node.has(2) && node.integers(2, "training mode") != std::vector<std::int64_t>{0}) {
    refuse("found training mode", "allowed: inference", "try exporting model.eval()");
  }
  importIdentity(node);
}

}  // namespace ohmic::models
