// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/quantisation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "models/graph/broadcast.h"
#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/convolutions.h"
#include "models/onnx/element_type.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/products.h"
#include "models/reference/elementary.h"
#include "models/reference/rows.h"

namespace ohmic::models {
namespace {

constexpr float kMostZero = 4294967296.0F;  // 2^32, beyond the codes of every type that is quantised to

/// Index into the scales for every element of a shape.
std::vector<std::size_t> scaleOfElements(const Scales& scales, const Shape& shape) {
  std::vector<std::size_t> indices(static_cast<std::size_t>(elementCount(shape)), 0);
  if (scales.isOne()) {
    return indices;
  }
  Tensor numbers{scales.scale.shape, {}};
  for (std::size_t i = 0; i < scales.scale.values.size(); ++i) {
    numbers.values.push_back(static_cast<float>(i));
  }
  const Tensor spread = scales.spread(numbers.values, shape);
  const auto from = broadcastStrides(spread.shape, shape);
  if (shape.empty()) {
    return indices;
  }
  std::size_t i = 0;
  forEachRow(shape, from, from, [&](std::int64_t place, std::int64_t) {
    for (std::int64_t along = 0; along < shape.back(); ++along) {
      indices[i++] =
          static_cast<std::size_t>(spread.values[static_cast<std::size_t>(place + along * from.back())]);
    }
  });
  return indices;
}

float zeroAt(const Scales& scales, std::size_t index) {
  return scales.zero[scales.zero.size() == 1 ? 0 : index];
}

/// The scales or zeros as an operand that broadcasts to x.
std::size_t spreadOver(NodeReader& node, std::size_t x, const Scales& scales,
                       const std::vector<float>& values) {
  if (values.size() == 1) {
    return node.hold(Tensor{{}, values});
  }
  return node.hold(scales.spread(values, node.shape(x)));
}

IntType codeType(NodeReader& node) {
  if (node.has(2)) {
    if (const auto* zero = std::get_if<IntTensor>(&node.operand(2))) {
      return zero->type;
    }
  }
  const auto type = static_cast<std::int32_t>(node.attributes.integer("output_dtype", kUint8));
  if (const auto known = intTypeOf(type)) {
    return *known;
  }
  refuse("found codes of type " + elementTypeName(type), "allowed: integers of 4 to 32 bits",
         "try quantising to int8");
}

Scales readOwnScales(NodeReader& node) {
  Scales scales = readScales(node, 1, 2, node.attributes.integer("axis", 1));
  scales.block = node.attributes.integer("block_size", 0);
  if (scales.block < 0 || scales.block > kMostElements) {
    refuse(fmt::format("found block_size {}", scales.block),
           fmt::format("allowed: in [0, {}]", kMostElements));
  }
  node.attributes.ignore("precision");  // of the division, which is in 32 bits
  node.attributes.ignore("saturate");   // of 8-bit floats
  return scales;
}

}  // namespace

bool Scales::isSymmetric() const {
  return std::all_of(zero.begin(), zero.end(), [](float z) { return z == 0.0F; });
}

Tensor Scales::spread(const std::vector<float>& values, const Shape& shape) const {
  if (values.size() == 1) {
    return {{}, values};
  }
  if (isBroadcast) {
    if (broadcastShape(scale.shape, shape) != shape) {
      refuse("found scales " + describe(scale.shape) + " for " + describe(shape),
             "allowed: a shape that fits");
    }
    return {scale.shape, values};
  }
  const std::size_t own = NodeReader::normaliseAxis(axis, shape.size());
  if (block == 0) {
    if (shape[own] != static_cast<std::int64_t>(values.size())) {
      refuse(fmt::format("found {} scales for axis {} of {}", values.size(), own, describe(shape)),
             "allowed: one, or one per channel");
    }
    Shape along(shape.size(), 1);
    along[own] = shape[own];
    return {along, values};
  }
  Shape blocks = shape;
  blocks[own] = block < 1 ? 0 : (shape[own] + block - 1) / block;
  if (scale.shape != blocks) {
    refuse("found scales " + describe(scale.shape) +
               fmt::format(" for blocks of {} in {}", block, describe(shape)),
           "allowed: " + describe(blocks));
  }
  Gather repeat{static_cast<std::int64_t>(own), {shape[own]}, {}};
  for (std::int64_t i = 0; i < shape[own]; ++i) {
    repeat.indices.push_back(i / block);
  }
  const Tensor all{blocks, values};
  return foldReals(repeat, {&all});
}

void Scales::markSteps(Tensor& tensor) const {
  if (isOne()) {
    tensor.steps.assign(1, static_cast<double>(scale.values.front()));
    return;
  }
  const Tensor own = block == 0 ? spread(scale.values, tensor.shape) : Tensor();
  const std::size_t offset = tensor.shape.size() - own.shape.size();
  for (std::size_t along = 0; along < own.shape.size(); ++along) {
    if (own.shape[along] == static_cast<std::int64_t>(own.values.size())) {  // all scales along one axis
      tensor.steps.assign(own.values.begin(), own.values.end());
      tensor.stepAxis = static_cast<std::int64_t>(along + offset);
      return;
    }
  }
}

Scales readScales(const NodeReader& node, std::size_t scale, std::size_t zero, std::int64_t axis) {
  Scales scales;
  scales.scale = node.weights(scale, "scale");
  scales.axis = axis;
  for (const float value : scales.scale.values) {
    if (!(value > 0.0F) || !std::isfinite(value)) {
      refuse(fmt::format("found scale {}", value), "allowed: finite numbers > 0");
    }
  }
  scales.zero = {0.0F};
  if (node.has(zero) && !node.isActivation(zero)) {
    scales.zero = asReals(node.operand(zero)).values;
  }
  for (const float point : scales.zero) {
    if (!(std::fabs(point) <= kMostZero)) {
      refuse(fmt::format("found zero point {}", point), "allowed: in [-2^32, 2^32]");
    }
  }
  if (scales.zero.size() != 1 && scales.zero.size() != scales.scale.values.size()) {
    refuse(fmt::format("found {} zero points for {} scales", scales.zero.size(), scales.scale.values.size()),
           "allowed: one for each");
  }
  return scales;
}

Tensor dequantise(const IntTensor& codes, const Scales& scales) {
  Tensor result{codes.shape, std::vector<float>(codes.values.size()), {}};
  const auto scaleOf = scaleOfElements(scales, codes.shape);
  for (std::size_t i = 0; i < codes.values.size(); ++i) {
    const double shifted =
        static_cast<double>(codes.values[i]) - static_cast<double>(zeroAt(scales, scaleOf[i]));
    result.values[i] = static_cast<float>(shifted) * scales.scale.values[scaleOf[i]];
  }
  if (scales.isSymmetric()) {
    scales.markSteps(result);
  }
  return result;
}

IntTensor quantise(const Tensor& reals, const Scales& scales, IntType type) {
  const IntRange range = rangeOf(type);
  IntTensor codes{reals.shape, {}, type};
  const auto scaleOf = scaleOfElements(scales, reals.shape);
  for (std::size_t i = 0; i < reals.values.size(); ++i) {
    const float code = roundHalfToEven(reals.values[i] / scales.scale.values[scaleOf[i]]);
    const float small = std::min(std::max(code, -4.0e9F), 4.0e9F);
    const std::int64_t zero = wholePart(static_cast<double>(zeroAt(scales, scaleOf[i])));
    codes.values.push_back(
        std::clamp<std::int64_t>(wholePart(static_cast<double>(small)) + zero, range.least, range.greatest));
  }
  return codes;
}

std::size_t dequantise(NodeReader& node, std::size_t x, const Scales& scales, const std::string& step) {
  if (const auto* codes = std::get_if<IntTensor>(&node.operand(x))) {
    return node.hold(dequantise(*codes, scales));
  }
  std::size_t result = 0;
  if (scales.isOne() && scales.zero.size() == 1) {
    const float scale = scales.scale.values.front();
    result = node.apply(Unary{Unary::Kind::linear, scale, -scale * scales.zero.front()}, {x}, step);
  } else {
    const std::size_t shifted = node.apply(Binary{Binary::Kind::sub},
                                           {x, spreadOver(node, x, scales, scales.zero)}, step + "_shifted");
    result = node.apply(Binary{Binary::Kind::mul},
                        {shifted, spreadOver(node, x, scales, scales.scale.values)}, step);
  }
  Operand value = node.operand(result);
  if (auto* activation = std::get_if<Activation>(&value)) {
    activation->isInteger = false;
  }
  return node.hold(std::move(value));
}

std::size_t quantise(NodeReader& node, std::size_t x, const Scales& scales, float low, float high,
                     const std::string& step) {
  std::size_t codes = 0;
  if (scales.isOne() && scales.zero.size() == 1) {
    codes = node.apply(Quantise{scales.scale.values.front(), scales.zero.front(), low, high}, {x}, step);
  } else {
    const std::size_t units = node.apply(
        Binary{Binary::Kind::div}, {x, spreadOver(node, x, scales, scales.scale.values)}, step + "_units");
    const std::size_t whole = node.apply(Unary{Unary::Kind::round}, {units}, step + "_whole");
    const std::size_t shifted = node.apply(
        Binary{Binary::Kind::add}, {whole, spreadOver(node, x, scales, scales.zero)}, step + "_shifted");
    codes = node.apply(Clip{low, high}, {shifted}, step);
  }
  Operand value = node.operand(codes);
  if (auto* activation = std::get_if<Activation>(&value)) {
    activation->isInteger = true;
  }
  return node.hold(std::move(value));
}

void importQuantizeLinear(NodeReader& node) {
  const Scales scales = readOwnScales(node);
  const IntType type = codeType(node);
  node.attributes.ignore("output_dtype");
  if (const auto* reals = std::get_if<Tensor>(&node.operand(0))) {
    node.bind(quantise(*reals, scales, type));
    return;
  }
  const IntRange range = rangeOf(type);
  node.bind(node.operand(quantise(node, 0, scales, static_cast<float>(range.least),
                                  static_cast<float>(range.greatest), "codes")));
}

void importDequantizeLinear(NodeReader& node) {
  node.attributes.ignore("output_dtype");
  node.bind(node.operand(dequantise(node, 0, readOwnScales(node), "numbers")));
}

namespace {

/// Marks an activation's values as whole numbers.
std::size_t asWhole(NodeReader& node, std::size_t x) {
  Operand value = node.operand(x);
  if (auto* activation = std::get_if<Activation>(&value)) {
    activation->isInteger = true;
  }
  return node.hold(std::move(value));
}

}  // namespace

DynamicCodes codesByRange(NodeReader& node, std::size_t x) {
  if (!node.takeWhole()) {
    refuse("found a scale that all images of a batch share", "allowed: a batch that is free or 1",
           "try exporting with dynamic_axes={'input': {0: 'batch'}}");
  }
  std::vector<std::int64_t> axes(node.shape(x).size());
  std::iota(axes.begin(), axes.end(), 0);
  const std::size_t zero = node.hold(Tensor{{}, {0.0F}});
  const std::size_t codes = node.hold(Tensor{{}, {255.0F}});
  const auto binary = [&](Binary::Kind kind, std::size_t first, std::size_t second, const char* step) {
    return node.apply(Binary{kind}, {first, second}, step);
  };
  const auto unary = [&](Unary::Kind kind, std::size_t operand, const char* step) {
    return node.apply(Unary{kind}, {operand}, step);
  };
  const std::size_t least = binary(
      Binary::Kind::min, node.apply(Reduce{Reduce::Kind::min, axes, false}, {x}, "least"), zero, "from");
  const std::size_t greatest = binary(
      Binary::Kind::max, node.apply(Reduce{Reduce::Kind::max, axes, false}, {x}, "greatest"), zero, "to");
  const std::size_t step =
      binary(Binary::Kind::div, binary(Binary::Kind::sub, greatest, least, "range"), codes, "step");
  const std::size_t isZero = unary(Unary::Kind::logicalNot, step, "is_zero");
  DynamicCodes result{};
  result.scale = binary(Binary::Kind::add, step, isZero, "scale");  // 1 for an operand of zeros
  const std::size_t offset =
      binary(Binary::Kind::div, unary(Unary::Kind::neg, least, "below_zero"), result.scale, "offset");
  result.zero = asWhole(
      node, node.apply(Clip{0.0F, 255.0F}, {unary(Unary::Kind::round, offset, "whole_offset")}, "zero"));
  const std::size_t units =
      unary(Unary::Kind::round, binary(Binary::Kind::div, x, result.scale, "units"), "whole");
  result.codes = asWhole(
      node,
      node.apply(Clip{0.0F, 255.0F}, {binary(Binary::Kind::add, units, result.zero, "shifted")}, "codes"));
  return result;
}

void importDynamicQuantizeLinear(NodeReader& node) {
  if (node.isActivation(0)) {
    const DynamicCodes result = codesByRange(node, 0);
    node.bind(node.operand(result.codes));
    node.bind(node.operand(result.scale), 1);
    node.bind(node.operand(result.zero), 2);
    return;
  }
  const Tensor x = asReals(node.operand(0));
  float least = 0.0F, greatest = 0.0F;
  for (const float value : x.values) {
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  const float scale = (greatest - least) / 255.0F;
  const float zero = std::clamp(roundHalfToEven(scale > 0.0F ? -least / scale : 0.0F), 0.0F, 255.0F);
  Scales scales;
  scales.scale = Tensor{{}, {scale}};
  scales.zero = {zero};
  node.bind(quantise(x, scales, IntType::uint8));
  node.bind(Tensor{{}, {scale}}, 1);
  node.bind(IntTensor{{}, {wholePart(static_cast<double>(zero))}, IntType::uint8}, 2);
}

namespace {

/// The type of codes that a zero point has, UINT8 without.
IntRange codeRange(const NodeReader& node, std::size_t zero) {
  const auto* integers = node.has(zero) ? std::get_if<IntTensor>(&node.operand(zero)) : nullptr;
  return rangeOf(integers != nullptr ? integers->type : IntType::uint8);
}

}  // namespace

void bindCodes(NodeReader& node, std::size_t x, std::size_t scale, std::size_t zero) {
  const Scales scales = readScales(node, scale, zero, 1);
  const IntRange range = codeRange(node, zero);
  if (const auto* reals = std::get_if<Tensor>(&node.operand(x))) {
    const auto* integers = std::get_if<IntTensor>(&node.operand(zero));
    node.bind(quantise(*reals, scales, integers != nullptr ? integers->type : IntType::uint8));
    return;
  }
  node.bind(node.operand(quantise(node, x, scales, static_cast<float>(range.least),
                                  static_cast<float>(range.greatest), "codes")));
}

std::size_t lessZero(NodeReader& node, std::size_t x, std::size_t zero, std::int64_t axis,
                     const std::string& step) {
  if (node.has(zero) && node.isActivation(zero)) {  // of DynamicQuantizeLinear
    return node.apply(Binary{Binary::Kind::sub}, {x, zero}, step);
  }
  Scales scales;
  scales.scale = Tensor{{}, {1.0F}};
  scales.axis = axis;
  scales.zero = node.has(zero) ? asReals(node.operand(zero)).values : std::vector<float>{0.0F};
  if (scales.zero.empty()) {
    refuse("found no zero point in its tensor", "allowed: one, or one for each row or column");
  }
  if (scales.zero.size() > 1) {
    scales.scale =
        Tensor{{static_cast<std::int64_t>(scales.zero.size())}, std::vector<float>(scales.zero.size(), 1.0F)};
  }
  return dequantise(node, x, scales, step);
}

namespace {

/// Marks the sums as whole numbers.
void bindWhole(NodeReader& node, Operand result) {
  if (auto* activation = std::get_if<Activation>(&result)) {
    activation->isInteger = true;
  } else if (const auto* reals = std::get_if<Tensor>(&result)) {
    result = IntTensor{reals->shape, std::vector<std::int64_t>(reals->values.begin(), reals->values.end()),
                       IntType::int32};
  }
  node.bind(std::move(result));
}

}  // namespace

void importQLinearConv(NodeReader& node) {
  const ConvolutionSettings settings = readConvolution(node, 0, 3);
  const Scales input = readScales(node, 1, 2, 1);
  const Scales kernel = readScales(node, 4, 5, 0);
  const std::size_t x = dequantise(node, 0, input, "numbers");
  const std::size_t weights = dequantise(node, 3, kernel, "weights");
  std::int64_t bias = -1;
  if (node.has(8)) {
    Scales product;
    product.scale = kernel.scale;
    for (float& scale : product.scale.values) {
      scale *= input.scale.values.front();
    }
    product.zero = {0.0F};
    bias = static_cast<std::int64_t>(dequantise(node, 8, product, "bias"));
  }
  bindCodes(node, computeConvolution(node, x, weights, bias, settings), 6, 7);
}

void importQLinearMatMul(NodeReader& node) {
  const std::size_t first = dequantise(node, 0, readScales(node, 1, 2, -2), "first");
  const std::size_t second = dequantise(node, 3, readScales(node, 4, 5, -1), "second");
  bindCodes(node, computeProduct(node, first, second), 6, 7);
}

void importConvInteger(NodeReader& node) {
  const ConvolutionSettings settings = readConvolution(node, 0, 1);
  const std::size_t x = lessZero(node, 0, 2, 1, "numbers");
  const std::size_t weights = lessZero(node, 1, 3, 0, "weights");
  bindWhole(node, node.operand(computeConvolution(node, x, weights, -1, settings)));
}

void importMatMulInteger(NodeReader& node) {
  const std::size_t first = lessZero(node, 0, 2, -2, "first");
  const std::size_t second = lessZero(node, 1, 3, -1, "second");
  bindWhole(node, node.operand(computeProduct(node, first, second)));
}

}  // namespace ohmic::models
