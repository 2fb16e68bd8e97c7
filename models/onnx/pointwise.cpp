// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/parts.h"

namespace ohmic::models {
namespace {

void importBinary(NodeReader& node, Binary::Kind kind) { node.emit(Binary{kind}, {0, 1}); }

/// Operators of one operand or more, from the first to the last. Of one they are the identity.
/// @returns  the result as an operand.
std::size_t combineAll(NodeReader& node, Binary::Kind kind) {
  std::size_t result = 0;
  for (std::size_t i = 1; i < node.inputCount(); ++i) {
    result = node.apply(Binary{kind}, {result, i}, "to_" + std::to_string(i));
  }
  return result;
}

void importMany(NodeReader& node, Binary::Kind kind) { node.bind(node.operand(combineAll(node, kind))); }

/// Whether an optional bound depends on the image or differs from element to element.
bool isVariable(const NodeReader& node, std::size_t index) {
  return node.has(index) && (node.isActivation(index) || elementCount(node.shape(index)) != 1);
}

}  // namespace

void importClip(NodeReader& node) {
  if (isVariable(node, 1) || isVariable(node, 2)) {
    std::size_t x = node.has(1) ? node.apply(Binary{Binary::Kind::max}, {0, 1}, "raised") : 0;
    x = node.has(2) ? node.apply(Binary{Binary::Kind::min}, {x, 2}, "cut") : x;
    node.bind(node.operand(x));
    return;
  }
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  // Attributes before opset 11, inputs since.
  Clip clip{node.has(1) ? node.scalar(1, "minimum") : node.attributes.real("min", -kInfinity),
            node.has(2) ? node.scalar(2, "maximum") : node.attributes.real("max", kInfinity)};
  if (std::isnan(clip.low) || std::isnan(clip.high)) {
    refuse("found a bound that is no number", "allowed: numbers");
  }
  clip.low = std::min(clip.low, clip.high);  // where they cross, the maximum wins
  node.emit(clip, {0});
}

void importAdd(NodeReader& node) { importBinary(node, Binary::Kind::add); }

void importSub(NodeReader& node) { importBinary(node, Binary::Kind::sub); }

void importMul(NodeReader& node) { importBinary(node, Binary::Kind::mul); }

void importDiv(NodeReader& node) {
  const bool truncates =
      node.isInteger(0) && node.isInteger(1) && (node.isActivation(0) || node.isActivation(1));
  if (!truncates) {
    importBinary(node, Binary::Kind::div);
    return;
  }
  node.emit(Unary{Unary::Kind::truncate}, {node.apply(Binary{Binary::Kind::div}, {0, 1}, "quotient")});
}

void importMod(NodeReader& node) {
  importBinary(node, node.attributes.integer("fmod", 0) != 0 ? Binary::Kind::remainder : Binary::Kind::mod);
}

void importPow(NodeReader& node) {
  const bool isWhole = node.isInteger(0);
  Operand result = node.compute(Binary{Binary::Kind::pow}, {0, 1}, "power");
  if (auto* activation = std::get_if<Activation>(&result)) {
    activation->isInteger = isWhole;
  }
  node.bind(std::move(result));
}

void importMin(NodeReader& node) { importMany(node, Binary::Kind::min); }

void importMax(NodeReader& node) { importMany(node, Binary::Kind::max); }

void importSum(NodeReader& node) { importMany(node, Binary::Kind::add); }

void importMean(NodeReader& node) {
  const std::size_t sum = combineAll(node, Binary::Kind::add);
  const std::size_t count = node.hold(Tensor{{}, {static_cast<float>(node.inputCount())}});
  node.emit(Binary{Binary::Kind::div}, {sum, count});
}

void importPRelu(NodeReader& node) { importBinary(node, Binary::Kind::pRelu); }

Softmax softmaxOver(NodeReader& node, bool joint, bool logarithm) {
  const std::int64_t first = node.graphAxis(node.attributes.integer("axis", joint ? 1 : -1), 0);
  const auto rank = static_cast<std::int64_t>(node.graphShape(0).size());
  return Softmax{first, joint ? rank : first + 1, logarithm};
}

void importSoftmax(NodeReader& node) { node.emit(softmaxOver(node, node.opset() < 13, false), {0}); }

void importLogSoftmax(NodeReader& node) { node.emit(softmaxOver(node, node.opset() < 13, true), {0}); }

void importHardmax(NodeReader& node) {
  const bool joint = node.opset() < 13;
  const std::int64_t first = node.graphAxis(node.attributes.integer("axis", joint ? 1 : -1), 0);
  const Shape shape = node.graphShape(0);
  const auto split = shape.begin() + first;
  const std::int64_t inner = joint ? 1 : elementCount(Shape(split + 1, shape.end()));
  const Shape flat{elementCount(Shape(shape.begin(), split)),
                   joint ? elementCount(Shape(split, shape.end())) : *split, inner};
  const std::size_t x = node.apply(Reshape{flat}, {0}, "groups");
  const std::size_t places = node.apply(Reduce{Reduce::Kind::argMax, {1}}, {x}, "places");
  checkGrowth({flat[1]}, 0);
  Tensor counting{{flat[1], 1}, {}};
  for (std::int64_t i = 0; i < flat[1]; ++i) {
    counting.values.push_back(static_cast<float>(i));
  }
  const std::size_t equal =
      node.apply(Binary{Binary::Kind::equal}, {places, node.hold(std::move(counting))}, "greatest");
  Operand result = node.compute(Reshape{shape}, {equal}, "result");
  if (auto* activation = std::get_if<Activation>(&result)) {
    activation->isInteger = false;
  } else if (const auto* integers = std::get_if<IntTensor>(&result)) {
    result = Tensor{integers->shape, std::vector<float>(integers->values.begin(), integers->values.end())};
  }
  node.bind(std::move(result));
}

void importIdentity(NodeReader& node) { node.bind(node.operand(0)); }

void importDropout(NodeReader& node) {
  node.attributes.ignore("ratio");
  node.attributes.ignore("seed");
  const bool isTraining = node.has(2) && node.integers(2, "training mode") != std::vector<std::int64_t>{0};
  const bool dropsNothing = node.has(1) && node.opset() >= 12 && node.scalar(1, "ratio") == 0.0F;
  if (isTraining && !dropsNothing) {
    refuse("found training mode", "allowed: inference, or ratio 0", "try exporting model.eval()");
  }
  importIdentity(node);
}

}  // namespace ohmic::models
