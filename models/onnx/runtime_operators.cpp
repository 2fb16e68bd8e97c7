// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
//
// ONNX Runtime's own operators (domain com.microsoft), as its quantiser and its graph optimiser write them.
//
// Source  docs/ContribOperators.md of microsoft/onnxruntime.
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "models/graph/refusal.h"
#include "models/onnx/convolutions.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/parts.h"
#include "models/onnx/products.h"
#include "models/onnx/quantisation.h"

namespace ohmic::models {
namespace {

/// Codes at @p x, with their scale and zero behind them, as numbers.
std::size_t numbersAt(NodeReader& node, std::size_t x, const std::string& step) {
  return dequantise(node, x, readScales(node, x + 1, x + 2, 1), step);
}

void expectChannelsFirst(NodeReader& node) {
  if (node.attributes.integer("channels_last", 0) != 0) {
    refuse("found channels_last 1", "allowed: 0",
           "try the model before ONNX Runtime's optimiser changed its layout");
  }
}

void importQLinearBinary(NodeReader& node, Binary::Kind kind) {
  const std::size_t first = numbersAt(node, 0, "first");
  const std::size_t second = numbersAt(node, 3, "second");
  bindCodes(node, node.apply(Binary{kind}, {first, second}, "result"), 6, 7);
}

/// A function of one operand between codes of two scales.
void importQLinearUnary(NodeReader& node, Operator op) {
  bindCodes(node, node.apply(std::move(op), {numbersAt(node, 0, "numbers")}, "result"), 3, 4);
}

std::size_t turned(NodeReader& node, std::size_t matrix, const char* attribute, const std::string& step) {
  return node.attributes.integer(attribute, 0) != 0 ? node.apply(Transpose{{1, 0}}, {matrix}, step) : matrix;
}

std::size_t scaled(NodeReader& node, std::size_t x, float factor, const std::string& step) {
  if (!std::isfinite(factor)) {
    refuse(fmt::format("found a factor {}", factor), "allowed: finite numbers");
  }
  return factor == 1.0F ? x : node.apply(Unary{Unary::Kind::linear, factor, 0.0F}, {x}, step);
}

std::size_t sumWith(NodeReader& node, std::size_t x, std::size_t bias, const std::string& step) {
  return node.apply(Binary{Binary::Kind::add}, {x, bias}, step);
}

/// The matrix of weights of Gemm's relatives: what drives the rows may not be turned.
void expectUnturnedInput(NodeReader& node) {
  if (node.attributes.integer("transA", 0) != 0) {
    refuse("found transA 1", "allowed: 0");
  }
}

/// What ONNX Runtime's optimiser joined with a product.
std::size_t activate(NodeReader& node, std::size_t x, const std::vector<float>& parameters) {
  using Kind = Unary::Kind;
  const std::string name = node.attributes.text("activation", "");
  const auto parameter = [&](std::size_t index, float usual) {
    return index < parameters.size() ? parameters[index] : usual;
  };
  const auto unary = [&](Kind kind, float alpha = 0.0F, float beta = 0.0F) {
    return node.apply(Unary{kind, alpha, beta}, {x}, "activated");
  };
  if (name.empty()) {
    return x;
  }
  if (name == "Relu") {
    return unary(Kind::relu);
  }
  if (name == "Sigmoid") {
    return unary(Kind::sigmoid);
  }
  if (name == "Tanh") {
    return unary(Kind::tanh);
  }
  if (name == "LeakyRelu") {
    return unary(Kind::leakyRelu, parameter(0, 0.01F));
  }
  if (name == "HardSigmoid") {
    return unary(Kind::hardSigmoid, parameter(0, 0.2F), parameter(1, 0.5F));
  }
  if (name == "Clip" && parameters.size() == 2 && parameters[0] <= parameters[1]) {
    return node.apply(Clip{parameters[0], parameters[1]}, {x}, "activated");
  }
  refuse("found activation " + inQuotes(name),
         "allowed: Relu, Sigmoid, Tanh, LeakyRelu, HardSigmoid, Clip with two bounds",
         "try the model before ONNX Runtime's optimiser joined its nodes");
}

}  // namespace

void importQLinearAdd(NodeReader& node) { importQLinearBinary(node, Binary::Kind::add); }

void importQLinearMul(NodeReader& node) { importQLinearBinary(node, Binary::Kind::mul); }

void importQLinearLeakyRelu(NodeReader& node) {
  importQLinearUnary(node, Unary{Unary::Kind::leakyRelu, node.attributes.real("alpha", 0.01F), 0.0F});
}

void importQLinearSigmoid(NodeReader& node) { importQLinearUnary(node, Unary{Unary::Kind::sigmoid}); }

void importQLinearSoftmax(NodeReader& node) {
  const bool joint = node.attributes.integer("opset", 13) < 13;
  importQLinearUnary(node, softmaxOver(node, joint, false));
}

void importQLinearAveragePool(NodeReader& node) {
  expectChannelsFirst(node);
  bindCodes(node, computeAveragePool(node, numbersAt(node, 0, "numbers")), 3, 4);
}

void importQLinearGlobalAveragePool(NodeReader& node) {
  expectChannelsFirst(node);
  bindCodes(node, computeGlobalMean(node, numbersAt(node, 0, "numbers")), 3, 4);
}

void importQLinearConcat(NodeReader& node) {
  std::vector<std::size_t> parts;
  for (std::size_t index = 2; index < node.inputCount(); index += 3) {
    parts.push_back(numbersAt(node, index, fmt::format("part_{}", parts.size())));
  }
  bindCodes(node, computeConcat(node, parts), 0, 1);
}

void importQGemm(NodeReader& node) {
  expectUnturnedInput(node);
  const float alpha = node.attributes.real("alpha", 1.0F);
  const Scales input = readScales(node, 1, 2, 1);
  const Scales weights = readScales(node, 4, 5, 1);  // one per column, after the turn
  const std::size_t x = dequantise(node, 0, input, "numbers");
  const std::size_t matrix = dequantise(node, turned(node, 3, "transB", "turned"), weights, "weights");
  std::size_t result = scaled(node, computeProduct(node, x, matrix), alpha, "scaled");
  if (node.has(6)) {
    Scales bias;
    bias.scale = weights.scale;
    for (float& scale : bias.scale.values) {
      scale *= alpha * input.scale.values.front();
    }
    bias.zero = {0.0F};
    bias.axis = -1;
    result = sumWith(node, result, dequantise(node, 6, bias, "bias"), "result");
  }
  if (node.has(7)) {
    bindCodes(node, result, 7, 8);
    return;
  }
  node.bind(node.operand(result));
}

void importMatMulIntegerToFloat(NodeReader& node) {
  const std::size_t levels = lessZero(node, 0, 4, -2, "levels");
  const std::size_t weights = dequantise(node, 1, readScales(node, 3, 5, -1), "weights");
  const std::size_t product = computeProduct(node, levels, weights);
  const std::size_t result = node.apply(Binary{Binary::Kind::mul}, {product, 2}, "result");
  node.bind(node.operand(node.has(6) ? sumWith(node, result, 6, "with_bias") : result));
}

void importDynamicQuantizeMatMul(NodeReader& node) {
  const DynamicCodes x = codesByRange(node, 0);
  const std::size_t levels = node.apply(Binary{Binary::Kind::sub}, {x.codes, x.zero}, "levels");
  const std::size_t weights = dequantise(node, 1, readScales(node, 2, 3, -1), "weights");
  const std::size_t product = computeProduct(node, levels, weights);
  const std::size_t result = node.apply(Binary{Binary::Kind::mul}, {product, x.scale}, "result");
  node.bind(node.operand(node.has(4) ? sumWith(node, result, 4, "with_bias") : result));
}

void importFusedConv(NodeReader& node) {
  const ConvolutionSettings settings = readConvolution(node, 0, 1);
  std::size_t result = computeConvolution(node, 0, 1, node.has(2) ? 2 : -1, settings);
  result = node.has(3) ? sumWith(node, result, 3, "sum") : result;
  node.bind(node.operand(activate(node, result, node.attributes.reals("activation_params"))));
}

void importFusedGemm(NodeReader& node) {
  expectUnturnedInput(node);
  const float alpha = node.attributes.real("alpha", 1.0F);
  const float beta = node.attributes.real("beta", 1.0F);
  node.attributes.ignore("activation_gamma");  // of activations that activate() refuses
  const std::size_t product = computeProduct(node, 0, turned(node, 1, "transB", "turned"));
  std::size_t result = scaled(node, product, alpha, "scaled");
  result = node.has(2) ? sumWith(node, result, scaled(node, 2, beta, "bias"), "sum") : result;
  const std::vector<float> parameters{node.attributes.real("activation_alpha", 0.01F),
                                      node.attributes.real("activation_beta", 0.5F)};
  node.bind(node.operand(activate(node, result, parameters)));
}

void importFusedMatMul(NodeReader& node) {
  const std::size_t first = turnedLast(node, 0, "transA", "first");
  const std::size_t second = turnedLast(node, 1, "transB", "second");
  const float alpha = node.attributes.real("alpha", 1.0F);
  node.bind(node.operand(scaled(node, computeProduct(node, first, second), alpha, "scaled")));
}

void importBiasGelu(NodeReader& node) { node.emit(Unary{Unary::Kind::gelu}, {sumWith(node, 0, 1, "sum")}); }

void importFastGelu(NodeReader& node) {
  node.emit(Unary{Unary::Kind::geluTanh}, {node.has(1) ? sumWith(node, 0, 1, "sum") : 0});
}

void importQuickGelu(NodeReader& node) {
  node.emit(Unary{Unary::Kind::swish, node.attributes.real("alpha", 1.702F), 0.0F}, {0});
}

void importSkipLayerNormalization(NodeReader& node) {
  std::size_t sum = sumWith(node, 0, 1, "sum");
  sum = node.has(4) ? sumWith(node, sum, 4, "sum_with_bias") : sum;
  if (node.isNamed(3)) {
    node.bind(node.operand(sum), 3);
  }
  const std::size_t size = node.has(3) ? 0 : static_cast<std::size_t>(elementCount(node.shape(2)));
  const Operand scale = node.operand(2);
  const Operand shift =
      node.has(3) ? node.operand(3)
                  : Operand(Tensor{{static_cast<std::int64_t>(size)}, std::vector<float>(size, 0.0F)});
  node.substitute(0, node.operand(sum));
  node.substitute(1, scale);
  node.substitute(2, shift);
  normaliseLast(node, true, 1e-12F);
}

}  // namespace ohmic::models
