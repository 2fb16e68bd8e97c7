// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/products.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/operator_table.h"

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
  turned.steps = matrix.steps;
  turned.stepAxis = matrix.steps.size() > 1 ? 1 - matrix.stepAxis : 0;
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

/// Weights as a Linear carries them: steps along another axis than the outputs' are of no use.
Tensor takeWeights(Tensor weights) {
  if (weights.steps.size() > 1 && weights.stepAxis != 0) {
    weights.steps.clear();
  }
  return weights;
}

/// Whether Gemm's third operand is the same for every row of the result.
bool isOneBias(const NodeReader& node) {
  if (!node.has(2)) {
    return true;
  }
  const Shape shape = node.shape(2);
  return elementCount(shape) == 1 || shape.size() < 2 || shape[shape.size() - 2] == 1;
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
bool isWeightsFirst(const NodeReader& node, std::size_t first, std::size_t second) {
  const auto* matrix = std::get_if<Tensor>(&node.operand(first));
  return matrix != nullptr && matrix->shape.size() == 2 && node.isActivation(second) &&
         node.shape(second).size() >= 2 + node.batchAxes(second);
}

/// Whether the second operand is a matrix of weights that multiplies rows of the first.
bool isWeightsLast(const NodeReader& node, std::size_t first, std::size_t second) {
  const auto* matrix = std::get_if<Tensor>(&node.operand(second));
  return matrix != nullptr && matrix->shape.size() == 2 && node.isActivation(first);
}

Linear linearOf(const NodeReader& node, std::size_t weights) {
  Linear linear;
  linear.isTurned = true;
  linear.weight = takeWeights(turn(matrixOf(node, weights)));
  return linear;
}

/// W x = (x^T W^T)^T: the columns of x are what drives the rows of the arrays that hold W.
std::size_t multiplyWeightsFirst(NodeReader& node, std::size_t first, std::size_t second) {
  Linear linear;
  linear.weight = takeWeights(matrixOf(node, first));
  const std::size_t turned = node.apply(turnLast(node, second), {second}, "turned");
  const std::size_t product = node.apply(std::move(linear), {turned}, "product");
  return node.apply(turnLast(node, product), {product}, "turned_back");
}

/// A vector as a matrix of one row or one column; the product loses that axis again.
std::size_t asMatrix(NodeReader& node, std::size_t index, bool isRow) {
  const Shape shape = node.shape(index);
  return shape.size() != 1 ? index
                           : node.apply(Reshape{isRow ? Shape{1, shape[0]} : Shape{shape[0], 1}}, {index},
                                        isRow ? "row" : "column");
}

std::size_t multiplyVectors(NodeReader& node, std::size_t first, std::size_t second) {
  node.takeWhole();
  const std::size_t ranks[] = {node.shape(first).size(), node.shape(second).size()};
  const std::size_t left = asMatrix(node, first, true);
  const std::size_t right = asMatrix(node, second, false);
  const std::size_t product = node.apply(MatrixProduct{}, {left, right}, "matrix");
  Shape result = node.graphShape(product);
  if (ranks[1] == 1) {
    result.pop_back();
  }
  if (ranks[0] == 1) {
    result.erase(result.end() - (ranks[1] == 1 ? 1 : 2));
  }
  return node.apply(Reshape{result}, {product}, "vector");
}

}  // namespace

namespace {

/// A product of matrices of which at least one is no constant of weights on the right: digitally.
void importGemmOfActivations(NodeReader& node, float alpha, float beta) {
  const auto turned = [&](std::size_t index, const char* attribute, const char* step) {
    const bool turns = node.attributes.integer(attribute, 0) != 0;
    return turns ? node.apply(Transpose{{1, 0}}, {index}, step) : index;
  };
  node.takeWhole();
  const std::size_t left = turned(0, "transA", "left");
  const std::size_t right = turned(1, "transB", "right");
  std::size_t result = node.apply(MatrixProduct{}, {left, right}, "product");
  if (alpha != 1.0F) {
    result = node.apply(Unary{Unary::Kind::linear, alpha, 0.0F}, {result}, "scaled");
  }
  if (node.has(2)) {
    const std::size_t bias =
        beta == 1.0F ? 2 : node.apply(Unary{Unary::Kind::linear, beta, 0.0F}, {2}, "bias");
    result = node.apply(Binary{Binary::Kind::add}, {result, bias}, "sum");
  }
  node.bind(node.operand(result));
}

}  // namespace

void importGemm(NodeReader& node) {
  const float alpha = node.attributes.real("alpha", 1.0F);
  const float beta = node.attributes.real("beta", 1.0F);
  if (!std::isfinite(alpha) || !std::isfinite(beta)) {
    refuse(fmt::format("found alpha {} and beta {}", alpha, beta), "allowed: finite numbers");
  }
  if (node.shape(0).size() != 2 || node.shape(1).size() != 2) {
    refuse("found input " + describe(node.shape(0)) + " and weights " + describe(node.shape(1)),
           "allowed: batch x inputs and a matrix", "try nn.Flatten before the layer");
  }
  const bool isFixed = std::holds_alternative<Tensor>(node.operand(1)) && node.isActivation(0) &&
                       (!node.has(2) || std::holds_alternative<Tensor>(node.operand(2)));
  if (!isFixed || node.attributes.integer("transA", 0) != 0 || !isOneBias(node)) {
    importGemmOfActivations(node, alpha, beta);
    return;
  }
  const Tensor& matrix = matrixOf(node, 1);
  Linear linear;
  linear.isTurned = node.attributes.integer("transB", 0) == 0;
  linear.weight = takeWeights(linear.isTurned ? turn(matrix) : matrix);
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

std::size_t computeProduct(NodeReader& node, std::size_t first, std::size_t second) {
  if (isWeightsFirst(node, first, second)) {
    return multiplyWeightsFirst(node, first, second);
  }
  if (isWeightsLast(node, first, second)) {
    return node.apply(linearOf(node, second), {first}, "product");
  }
  if (node.shape(first).size() < 2 || node.shape(second).size() < 2) {
    return multiplyVectors(node, first, second);
  }
  return node.apply(MatrixProduct{}, {first, second}, "product");
}

std::size_t turnedLast(NodeReader& node, std::size_t operand, const char* attribute,
                       const std::string& step) {
  if (node.attributes.integer(attribute, 0) == 0) {
    return operand;
  }
  if (node.shape(operand).size() < 2 + node.batchAxes(operand)) {
    node.takeWhole();
  }
  if (node.shape(operand).size() < 2 + node.batchAxes(operand)) {
    refuse("found " + inQuotes(attribute) + " of an operand " + describe(node.shape(operand)),
           "allowed: two axes besides the batch");
  }
  return node.apply(turnLast(node, operand), {operand}, step);
}

void importMatMul(NodeReader& node) {
  if (isWeightsLast(node, 0, 1)) {
    node.emit(linearOf(node, 1), {0});
    return;
  }
  node.bind(node.operand(computeProduct(node, 0, 1)));
}

namespace {

/// BatchNormalization of a constant with its own statistics, as weight standardisation is exported: over all
/// axes but the channels'.
void normaliseBySelf(NodeReader& node, double epsilon) {
  const Tensor input = asReals(node.operand(0));
  const auto channels = static_cast<std::size_t>(input.shape[1]);
  const auto scale = channelValues(node, 1, "scale", channels);
  const auto shift = channelValues(node, 2, "shift", channels);
  const auto inner =
      static_cast<std::size_t>(elementCount(Shape(input.shape.begin() + 2, input.shape.end())));
  std::vector<double> sums(channels, 0.0);
  std::vector<double> squares(channels, 0.0);
  const auto channelOf = [&](std::size_t i) { return i / inner % channels; };
  const double count = static_cast<double>(input.values.size()) / static_cast<double>(channels);
  for (std::size_t i = 0; i < input.values.size(); ++i) {
    sums[channelOf(i)] += static_cast<double>(input.values[i]);
  }
  for (std::size_t i = 0; i < input.values.size(); ++i) {
    const double distance = static_cast<double>(input.values[i]) - sums[channelOf(i)] / count;
    squares[channelOf(i)] += distance * distance;
  }
  Tensor result{input.shape, {}};
  for (std::size_t i = 0; i < input.values.size(); ++i) {
    const std::size_t c = channelOf(i);
    const double unit =
        (static_cast<double>(input.values[i]) - sums[c] / count) / std::sqrt(squares[c] / count + epsilon);
    result.values.push_back(static_cast<float>(unit * scale[c] + shift[c]));
  }
  node.bind(std::move(result));
}

/// Statistics for every element of an image, as opset 7 and 8 allow with spatial 0.
void normaliseByElement(NodeReader& node, double epsilon) {
  const Tensor& scale = node.weights(1, "scale");
  const Tensor& shift = node.weights(2, "shift");
  const Tensor& mean = node.weights(3, "mean");
  const Tensor& variance = node.weights(4, "variance");
  Tensor factor = scale;
  Tensor offset = shift;
  if (shift.shape != scale.shape || mean.shape != scale.shape || variance.shape != scale.shape) {
    refuse("found statistics of several shapes", "allowed: one shape, the image's");
  }
  for (std::size_t i = 0; i < factor.values.size(); ++i) {
    const double own =
        static_cast<double>(scale.values[i]) / std::sqrt(static_cast<double>(variance.values[i]) + epsilon);
    factor.values[i] = static_cast<float>(own);
    offset.values[i] =
        static_cast<float>(static_cast<double>(shift.values[i]) - static_cast<double>(mean.values[i]) * own);
  }
  const std::size_t scaled =
      node.apply(Binary{Binary::Kind::mul}, {0, node.hold(std::move(factor))}, "scaled");
  node.emit(Binary{Binary::Kind::add}, {scaled, node.hold(std::move(offset))});
}

/// The affine function that a BatchNormalization with known statistics is.
ChannelAffine affineOf(NodeReader& node, std::size_t channels, float epsilon) {
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
  return affine;
}

}  // namespace

void importBatchNormalization(NodeReader& node) {
  node.attributes.ignore("momentum");
  const float epsilon = node.attributes.real("epsilon", 1e-5F);
  const bool isTraining = node.attributes.integer("training_mode", 0) != 0;
  const Shape shape = node.shape(0);
  if (shape.size() < 2) {
    refuse("found input " + describe(shape), "allowed: batch x channels x ...");
  }
  if (isTraining && node.isActivation(0)) {
    refuse("found training_mode 1", "allowed: 0, or a constant input", "try exporting model.eval()");
  }
  if (isTraining) {
    normaliseBySelf(node, static_cast<double>(epsilon));
    return;
  }
  if (node.opset() < 9 && node.attributes.integer("spatial", 1) == 0 && node.shape(1).size() > 1) {
    normaliseByElement(node, static_cast<double>(epsilon));
    return;
  }
  ChannelAffine affine = affineOf(node, static_cast<std::size_t>(shape[1]), epsilon);
  affine.axis = node.graphAxis(1, 0);
  node.emit(std::move(affine), {0});
}

}  // namespace ohmic::models
