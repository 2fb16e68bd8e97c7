// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"
#include "models/reference/elementary.h"

namespace ohmic::models {
namespace {

/// The zero point of QuantizeLinear and DequantizeLinear as numbers; 0 where it is left out.
std::vector<std::int64_t> zeroPoint(const NodeReader& node) {
  return node.has(2) ? node.integers(2, "zero point") : std::vector<std::int64_t>{0};
}

float oneScale(const NodeReader& node) {
  const float scale = node.scalar(1, "scale of an activation, one for all channels");
  if (!(scale > 0.0F) || !std::isfinite(scale)) {
    refuse(fmt::format("found scale {}", scale), "allowed: a finite number > 0");
  }
  return scale;
}

std::int64_t oneZero(const NodeReader& node) {
  const auto zero = zeroPoint(node);
  if (zero.size() != 1 || zero[0] < -128 || zero[0] > 255) {
    refuse(fmt::format("found {} zero points of an activation", zero.size()), "allowed: one, in [-128, 255]");
  }
  return zero[0];
}

/// Which of the scales each element of a tensor has: element i has scale i / inner % count.
struct Channels {
  std::size_t count;
  std::size_t inner;
  bool isFirst;  ///< the scales belong to the tensor, or to its first axis
};

Channels channelsOf(const Shape& shape, std::size_t scales, std::size_t zeros, std::int64_t axisAsked) {
  if (zeros != 1 && zeros != scales) {
    refuse(fmt::format("found {} zero points for {} scales", zeros, scales), "allowed: one for each");
  }
  if (scales == 1) {
    return {1, 1, true};
  }
  const std::size_t axis = NodeReader::normaliseAxis(axisAsked, shape.size());
  if (shape[axis] != static_cast<std::int64_t>(scales)) {
    refuse(fmt::format("found {} scales for axis {} of {}", scales, axis, describe(shape)),
           "allowed: one, or one per channel");
  }
  const auto split = shape.begin() + static_cast<std::ptrdiff_t>(axis) + 1;
  return {scales, static_cast<std::size_t>(elementCount(Shape(split, shape.end()))), axis == 0};
}

void expectPositive(const Tensor& scales) {
  for (const float scale : scales.values) {
    if (!(scale > 0.0F)) {
      refuse(fmt::format("found scale {}", scale), "allowed: numbers > 0");
    }
  }
}

/// Codes of a constant that the file quantises itself, as quantisation-aware training leaves it.
IntTensor quantiseConstant(const Tensor& reals, const Tensor& scales, const std::vector<std::int64_t>& zeros,
                           std::int64_t axis, bool isSigned) {
  expectPositive(scales);
  const Channels channels = channelsOf(reals.shape, scales.values.size(), zeros.size(), axis);
  IntTensor codes{reals.shape, {}, isSigned ? IntType::kInt8 : IntType::kUint8};
  for (std::size_t i = 0; i < reals.values.size(); ++i) {
    const std::size_t channel = i / channels.inner % channels.count;
    const std::int64_t zero = zeros[zeros.size() == 1 ? 0 : channel];
    const float code = roundHalfToEven(reals.values[i] / scales.values[channel]);
    const float small = std::min(std::max(code, -1024.0F), 1024.0F);
    codes.values.push_back(std::clamp<std::int64_t>(static_cast<std::int64_t>(small) + zero,
                                                    isSigned ? -128 : 0, isSigned ? 127 : 255));
  }
  return codes;
}

/// scale * (code - zero) of a constant, with one scale or one per index of an axis; weights that are
/// symmetric about 0 remember their steps.
Tensor dequantise(const IntTensor& codes, const Tensor& scales, const std::vector<std::int64_t>& zeros,
                  std::int64_t axisAsked) {
  const std::size_t count = scales.values.size();
  Tensor result{codes.shape, std::vector<float>(codes.values.size()), {}};
  expectPositive(scales);
  const Channels channels = channelsOf(codes.shape, count, zeros.size(), axisAsked);
  bool isSymmetric = channels.isFirst;
  for (const std::int64_t zero : zeros) {
    isSymmetric = isSymmetric && zero == 0;
  }
  for (std::size_t i = 0; i < codes.values.size(); ++i) {
    const std::size_t channel = i / channels.inner % channels.count;
    const std::int64_t zero = zeros[zeros.size() == 1 ? 0 : channel];
    result.values[i] = static_cast<float>(codes.values[i] - zero) * scales.values[channel];
  }
  if (isSymmetric) {
    result.steps.assign(scales.values.begin(), scales.values.end());
  }
  return result;
}

}  // namespace

void importQuantizeLinear(NodeReader& node) {
  const std::int64_t axis = node.attributes.integer("axis", 1);
  if (std::holds_alternative<Tensor>(node.operand(0))) {
    node.bind(quantiseConstant(node.weights(0, "weights"), node.weights(1, "scale"), zeroPoint(node), axis,
                               node.isSigned(2)));
    return;
  }
  const std::int64_t zero = oneZero(node);
  // The zero point's type says which codes there are: it is signed, or its own value cannot tell.
  const bool isSigned = node.isSigned(2);
  node.emit(Quantise{oneScale(node), static_cast<float>(zero), isSigned ? -128.0F : 0.0F,
                     isSigned ? 127.0F : 255.0F},
            {0});
}

void importDequantizeLinear(NodeReader& node) {
  const std::int64_t axis = node.attributes.integer("axis", 1);
  if (const auto* codes = std::get_if<IntTensor>(&node.operand(0))) {
    node.bind(dequantise(*codes, node.weights(1, "scale"), zeroPoint(node), axis));
    return;
  }
  const float scale = oneScale(node);
  node.emit(Unary{Unary::Kind::kLinear, scale, -scale * static_cast<float>(oneZero(node))}, {0});
}

}  // namespace ohmic::models
