// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
//
// Quantisers of QONNX, as Brevitas and QKeras write them: numbers in, numbers on a grid out.
//
// Source  A. Pappalardo et al., "QONNX: Representing Arbitrary-Precision Quantized Neural Networks", 2022
//         (arXiv:2206.07527), and the operators' pages of fastmachinelearning/qonnx.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "configs/mathematics/elementary.h"
#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/quantisation.h"

namespace ohmic::models {
namespace {

/// The number of bits, one constant.
double readBits(const NodeReader& node, std::size_t index, const char* what) {
  const auto bits = static_cast<double>(node.scalar(index, what));
  if (!(bits >= 1.0 && bits <= 32.0)) {
    refuse(fmt::format("found {} {}", bits, what), "allowed: in [1, 32]");
  }
  return bits;
}

/// 2^x, exact for whole numbers of bits.
double powerOfTwo(double x) {
  return x == std::floor(x) ? std::ldexp(1.0, static_cast<int>(x)) : configs::power(2.0, x);
}

/// Rounds an operand to whole numbers in one of QONNX's ways.
std::size_t roundOperand(NodeReader& node, std::size_t x, std::string mode, const std::string& step) {
  using Kind = Unary::Kind;
  std::transform(mode.begin(), mode.end(), mode.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const auto unary = [&](Kind kind) { return node.apply(Unary{kind}, {x}, step); };
  if (mode == "ROUND" || mode == "HALF_EVEN") {
    return unary(Kind::round);
  }
  if (mode == "FLOOR") {
    return unary(Kind::floor);
  }
  if (mode == "CEIL") {
    return unary(Kind::ceil);
  }
  if (mode == "ROUND_TO_ZERO" || mode == "DOWN") {
    return unary(Kind::truncate);
  }
  const std::size_t sign = node.apply(Unary{Kind::sign}, {x}, step + "_sign");
  const std::size_t size = node.apply(Unary{Kind::abs}, {x}, step + "_size");
  std::size_t whole = 0;
  if (mode == "UP") {
    whole = node.apply(Unary{Kind::ceil}, {size}, step + "_whole");
  } else if (mode == "HALF_UP" || mode == "HALF_DOWN") {
    const bool up = mode == "HALF_UP";
    const std::size_t shifted =
        node.apply(Unary{Kind::linear, 1.0F, up ? 0.5F : -0.5F}, {size}, step + "_shifted");
    whole = node.apply(Unary{up ? Kind::floor : Kind::ceil}, {shifted}, step + "_whole");
  } else {
    refuse("found rounding_mode " + inQuotes(mode),
           "allowed: ROUND, FLOOR, CEIL, ROUND_TO_ZERO, UP, DOWN, HALF_EVEN, HALF_UP, HALF_DOWN");
  }
  return node.apply(Binary{Binary::Kind::mul}, {sign, whole}, step);
}

Scales readQuantiser(NodeReader& node, std::size_t scale, std::size_t zero) {
  Scales scales = readScales(node, scale, zero, 1);
  scales.isBroadcast = true;
  return scales;
}

/// x / scale + zero, not yet rounded.
std::size_t toGrid(NodeReader& node, const Scales& scales) {
  const std::size_t units = node.apply(Binary{Binary::Kind::div}, {0, node.hold(scales.scale)}, "units");
  if (scales.isSymmetric()) {
    return units;
  }
  Tensor zeros{scales.zero.size() == 1 ? Shape() : scales.scale.shape, scales.zero};
  return node.apply(Binary{Binary::Kind::add}, {units, node.hold(std::move(zeros))}, "shifted");
}

/// The numbers of codes; constants remember their steps.
void bindNumbers(NodeReader& node, std::size_t codes, const Scales& scales) {
  if (const auto* reals = std::get_if<Tensor>(&node.operand(codes))) {
    IntTensor whole{reals->shape, std::vector<std::int64_t>(reals->values.begin(), reals->values.end())};
    node.bind(dequantise(whole, scales));
    return;
  }
  node.bind(node.operand(dequantise(node, codes, scales, "numbers")));
}

}  // namespace

void importQonnxQuant(NodeReader& node) {
  const Scales scales = readQuantiser(node, 1, 2);
  const double bits = readBits(node, 3, "bits");
  const bool isSigned = node.attributes.integer("signed", 1) != 0;
  const bool isNarrow = node.attributes.integer("narrow", 0) != 0;
  const std::string mode = node.attributes.text("rounding_mode", "ROUND");
  if (isSigned && bits == 1.0 && isNarrow) {
    refuse("found one signed narrow bit", "allowed: BipolarQuant");
  }
  const double half = powerOfTwo(bits - 1.0);
  const double low = isSigned ? -half + (isNarrow ? 1.0 : 0.0) : 0.0;
  const double high = isSigned ? half - 1.0 : 2.0 * half - 1.0 - (isNarrow ? 1.0 : 0.0);
  const bool isPlain = scales.isOne() && scales.zero.size() == 1 &&
                       scales.zero.front() == std::floor(scales.zero.front()) &&
                       (mode == "ROUND" || mode == "HALF_EVEN");
  std::size_t codes = 0;
  if (isPlain && node.isActivation(0)) {
    codes = node.apply(Quantise{scales.scale.values.front(), scales.zero.front(), static_cast<float>(low),
                                static_cast<float>(high)},
                       {0}, "codes");
  } else {
    const std::size_t inside =
        node.apply(Clip{static_cast<float>(low), static_cast<float>(high)}, {toGrid(node, scales)}, "inside");
    codes = roundOperand(node, inside, mode, "codes");
  }
  bindNumbers(node, codes, scales);
}

void importQonnxBipolarQuant(NodeReader& node) {
  const Scales scales = readQuantiser(node, 1, 2);
  const std::size_t zero = node.hold(Tensor{{}, {0.0F}});
  const std::size_t isNegative = node.apply(Binary{Binary::Kind::less}, {0, zero}, "negative");
  const std::size_t codes = node.apply(Unary{Unary::Kind::linear, -2.0F, 1.0F}, {isNegative}, "codes");
  bindNumbers(node, codes, scales);
}

void importQonnxTrunc(NodeReader& node) {
  const Scales scales = readQuantiser(node, 1, 2);
  const double from = readBits(node, 3, "input bits");
  // Version 1: bits out; version 2 puts the output's scale before them.
  const bool hasScale = node.has(5);
  const double to = readBits(node, hasScale ? 5 : 4, "output bits");
  if (to > from) {
    refuse(fmt::format("found {} bits of {}", to, from), "allowed: fewer bits than before");
  }
  const std::string mode = node.attributes.text("rounding_mode", "FLOOR");
  node.attributes.ignore("signed");
  node.attributes.ignore("narrow");
  const std::size_t codes = node.apply(Unary{Unary::Kind::round}, {toGrid(node, scales)}, "codes_in");
  const auto factor = static_cast<float>(powerOfTwo(to - from));
  const std::size_t fewer = node.apply(Unary{Unary::Kind::linear, factor, 0.0F}, {codes}, "fewer");
  const std::size_t whole = roundOperand(node, fewer, mode, "codes");
  Scales out = scales;
  if (hasScale) {
    out = readQuantiser(node, 4, 2);
  }
  bindNumbers(node, whole, out);
}

}  // namespace ohmic::models
