// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/window_attributes.h"

namespace ohmic::models {
namespace {

/// The same matrix with rows and columns exchanged.
Tensor turn(const Tensor& matrix) {
  const auto rows = static_cast<std::size_t>(matrix.shape[0]);
  const auto columns = static_cast<std::size_t>(matrix.shape[1]);
  Tensor turned{{matrix.shape[1], matrix.shape[0]}, std::vector<float>(matrix.values.size())};
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      turned.values[column * rows + row] = matrix.values[row * columns + column];
    }
  }
  if (matrix.steps.size() == 1) {
    turned.steps = matrix.steps;
  }
  return turned;
}

void scale(std::vector<float>& values, float factor) {
  for (float& value : values) {
    value *= factor;
    if (!std::isfinite(value)) {
      refuse(fmt::format("found a weight beyond the range of floats after scaling by {}", factor),
             "allowed: finite products");
    }
  }
}

const Tensor& matrixOf(const NodeReader& node, std::size_t index) {
  const Tensor& matrix = node.weights(index, "weights");
  if (matrix.shape.size() != 2) {
    refuse("found weights " + describe(matrix.shape), "allowed: a matrix");
  }
  return matrix;
}

void expectActivation(const NodeReader& node) {
  if (!node.isActivation(0)) {
    refuse("found a constant first operand", "allowed: activation times constant weights",
           "try writing the product as x W");
  }
}

/// Gemm's third operand, repeated to one bias per output.
std::vector<float> biases(const NodeReader& node, std::size_t outputs) {
  const Tensor& tensor = node.weights(2, "bias");
  if (tensor.values.size() != 1 && (tensor.values.size() != outputs || tensor.shape.back() == 1)) {
    refuse("found bias " + describe(tensor.shape), fmt::format("allowed: one value, or {}", outputs));
  }
  return tensor.values.size() == 1 ? std::vector<float>(outputs, tensor.values.front()) : tensor.values;
}

std::vector<double> channelValues(const NodeReader& node, std::size_t index, const char* what,
                                  std::size_t count) {
  const Tensor& tensor = node.weights(index, what);
  if (tensor.shape.size() != 1 || tensor.values.size() != count) {
    refuse(fmt::format("found {} {}", what, describe(tensor.shape)),
           fmt::format("allowed: {}, one per channel", count));
  }
  return std::vector<double>(tensor.values.begin(), tensor.values.end());
}

/// The graph's axes of an operand with the last two exchanged.
Transpose turnLast(const NodeReader& node, std::size_t index) {
  Transpose turn;
  turn.permutation.resize(node.shape(index).size() - node.batchAxes(index));
  std::iota(turn.permutation.begin(), turn.permutation.end(), 0);
  std::swap(turn.permutation.back(), turn.permutation[turn.permutation.size() - 2]);
  return turn;
}

/// Whether the first operand is a matrix of weights and the second a stack of matrices.
bool isWeightsFirst(const NodeReader& node) {
  const auto* matrix = std::get_if<Tensor>(&node.operand(0));
  return matrix != nullptr && matrix->shape.size() == 2 && node.isActivation(1) &&
         node.shape(1).size() >= 2 + node.batchAxes(1);
}

/// W x = (x^T W^T)^T: the columns of x are what drives the rows of the arrays that hold W.
void importWeightsFirst(NodeReader& node) {
  Linear linear;
  linear.weight = matrixOf(node, 0);
  node.substitute(1, node.compute(turnLast(node, 1), {1}, "turned"));
  node.substitute(1, node.compute(std::move(linear), {1}, "product"));
  node.emit(turnLast(node, 1), {1});
}

}  // namespace

void importConv(NodeReader& node) {
  expectActivation(node);
  Conv conv;
  conv.weight = node.weights(1, "weights");
  if (conv.weight.shape.size() != 4) {
    refuse("found weights " + describe(conv.weight.shape), "allowed: out x in x height x width",
           "try a network of two-dimensional layers");
  }
  conv.window = readWindow(node, {conv.weight.shape[2], conv.weight.shape[3]});
  conv.groups = node.attributes.integer("group", 1);
  if (node.has(2)) {
    conv.bias = node.weights(2, "bias").values;
  }
  node.emit(std::move(conv), {0});
}

void importGemm(NodeReader& node) {
  expectActivation(node);
  const Tensor& matrix = matrixOf(node, 1);
  if (node.shape(0).size() != 2) {
    refuse("found input " + describe(node.shape(0)), "allowed: batch x inputs",
           "try nn.Flatten before the layer");
  }
  if (node.attributes.integer("transA", 0) != 0) {
    refuse("found transA 1", "allowed: 0", "try x W in place of x^T W");
  }
  const float alpha = node.attributes.real("alpha", 1.0F);
  const float beta = node.attributes.real("beta", 1.0F);
  if (!std::isfinite(alpha) || !std::isfinite(beta)) {
    refuse(fmt::format("found alpha {} and beta {}", alpha, beta), "allowed: finite numbers");
  }
  Linear linear;
  linear.isTurned = node.attributes.integer("transB", 0) == 0;
  linear.weight = linear.isTurned ? turn(matrix) : matrix;
  if (alpha != 1.0F) {
    scale(linear.weight.values, alpha);
    linear.weight.steps.clear();
  }
  if (node.has(2)) {
    linear.bias = biases(node, static_cast<std::size_t>(linear.weight.shape[0]));
    scale(linear.bias, beta);
  }
  node.emit(std::move(linear), {0});
}

void importMatMul(NodeReader& node) {
  if (isWeightsFirst(node)) {
    importWeightsFirst(node);
    return;
  }
  const auto* matrix = std::get_if<Tensor>(&node.operand(1));
  if (matrix == nullptr || matrix->shape.size() != 2 || !node.isActivation(0)) {
    node.emit(MatrixProduct{}, {0, 1});
    return;
  }
  Linear linear;
  linear.isTurned = true;
  linear.weight = turn(matrixOf(node, 1));
  if (node.shape(0).size() < 2) {
    refuse("found input " + describe(node.shape(0)), "allowed: batch x ... x inputs");
  }
  node.emit(std::move(linear), {0});
}

void importBatchNormalization(NodeReader& node) {
  node.attributes.ignore("momentum");
  const float epsilon = node.attributes.real("epsilon", 1e-5F);
  if (node.attributes.integer("training_mode", 0) != 0) {
    refuse("found training_mode 1", "allowed: 0", "try exporting model.eval()");
  }
  expectActivation(node);
  node.expectBatchFirst(0);
  const Shape shape = node.shape(0);
  if (shape.size() < 2) {
    refuse("found input " + describe(shape), "allowed: batch x channels x ...");
  }
  const auto channels = static_cast<std::size_t>(shape[1]);
  ChannelAffine affine{channelValues(node, 1, "scale", channels), channelValues(node, 2, "shift", channels)};
  const auto mean = channelValues(node, 3, "mean", channels);
  const auto variance = channelValues(node, 4, "variance", channels);
  for (std::size_t c = 0; c < channels; ++c) {
    const double spread = variance[c] + static_cast<double>(epsilon);
    if (!(spread > 0.0) && !node.scope().takesNegativeVariance) {
      refuse(fmt::format("found variance {} of channel {} with epsilon {}", variance[c], c, epsilon),
             "allowed: a positive sum", "try training until the running statistics are set");
    }
    affine.scale[c] /= std::sqrt(spread);
    affine.shift[c] -= mean[c] * affine.scale[c];
  }
  node.emit(std::move(affine), {0});
}

}  // namespace ohmic::models
