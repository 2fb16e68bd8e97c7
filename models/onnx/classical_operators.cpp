// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
//
// Operators of classical machine learning (domain ai.onnx.ml), as scikit-learn's exporter writes them: what
// prepares the features of a network, and linear classifiers.
//
// Source  docs/Operators-ml.md of onnx/onnx; where it is silent (a linear classifier of one row for two
//         classes), what ONNX Runtime computes.
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

std::vector<float> finiteReals(NodeReader& node, const char* name) {
  std::vector<float> values = node.attributes.reals(name);
  for (const float value : values) {
    if (!std::isfinite(value)) {
      refuse(fmt::format("found {} in {}", value, name), "allowed: finite numbers");
    }
  }
  return values;
}

/// How many features each image has: the extent of the last axis.
std::int64_t featuresOf(const NodeReader& node) {
  const Shape shape = node.shape(0);
  if (shape.empty() || shape.back() < 1) {
    refuse("found input " + describe(shape), "allowed: batch x features");
  }
  return shape.back();
}

/// One number, or one for each feature, as an operand that broadcasts to the node's input.
std::size_t alongFeatures(NodeReader& node, const char* name, float usual) {
  std::vector<float> values = finiteReals(node, name);
  values = values.empty() ? std::vector<float>{usual} : values;
  const std::int64_t features = featuresOf(node);
  const auto count = static_cast<std::int64_t>(values.size());
  if (count != 1 && count != features) {
    refuse(fmt::format("found {} numbers of {} for {} features", count, name, features),
           "allowed: one, or one for each feature");
  }
  return node.hold(Tensor{{count}, std::move(values)});
}

/// One row tells two classes apart: the first one's score is the negative.
void addFirstClass(std::vector<float>& weights, std::vector<float>& biases) {
  const std::vector<float> row = weights;
  for (float& weight : weights) {
    weight = -weight;
  }
  weights.insert(weights.end(), row.begin(), row.end());
  biases.insert(biases.begin(), -biases.front());
}

}  // namespace

void importScaler(NodeReader& node) {
  const std::size_t offset = alongFeatures(node, "offset", 0.0F);
  const std::size_t scale = alongFeatures(node, "scale", 1.0F);
  const std::size_t shifted = node.apply(Binary{Binary::Kind::sub}, {0, offset}, "shifted");
  node.emit(Binary{Binary::Kind::mul}, {shifted, scale});
}

void importNormalizer(NodeReader& node) {
  const std::string norm = node.attributes.text("norm", "MAX");
  const std::int64_t axis = node.graphAxis(-1, 0);
  const auto reduced = [&](Reduce::Kind kind) { return node.apply(Reduce{kind, {axis}}, {0}, "norm"); };
  if (norm != "MAX" && norm != "L1" && norm != "L2") {
    refuse("found norm " + inQuotes(norm), "allowed: MAX, L1, L2");
  }
  const std::size_t size = reduced(norm == "MAX"  ? Reduce::Kind::max
                                   : norm == "L1" ? Reduce::Kind::l1
                                                  : Reduce::Kind::l2);
  const std::size_t isZero = node.apply(Unary{Unary::Kind::logicalNot}, {size}, "is_zero");
  const std::size_t safe = node.apply(Binary{Binary::Kind::add}, {size, isZero}, "above_zero");  // 0 stays 0
  node.emit(Binary{Binary::Kind::div}, {0, safe});
}

void importBinarizer(NodeReader& node) {
  const float threshold = node.attributes.real("threshold", 0.0F);
  node.emit(Binary{Binary::Kind::less}, {node.hold(Tensor{{}, {threshold}}), 0});
}

void importLinearClassifier(NodeReader& node) {
  node.attributes.ignore("multi_class");  // how it was trained
  node.attributes.ignore("classlabels_ints");
  node.attributes.ignore("classlabels_strings");
  const std::string transform = node.attributes.text("post_transform", "NONE");
  if (transform != "NONE" && transform != "SOFTMAX" && transform != "LOGISTIC") {
    refuse("found post_transform " + inQuotes(transform), "allowed: NONE, SOFTMAX, LOGISTIC");
  }
  const Shape shape = node.shape(0);
  std::vector<float> weights = finiteReals(node, "coefficients");
  std::vector<float> biases = finiteReals(node, "intercepts");
  const auto features = static_cast<std::size_t>(featuresOf(node));
  if (shape.size() != 2 || !node.isActivation(0) || weights.empty() || weights.size() % features != 0) {
    refuse(fmt::format("found {} coefficients for input {}", weights.size(), describe(shape)),
           "allowed: batch x features, and a row of coefficients for each class");
  }
  std::size_t rows = weights.size() / features;
  biases.resize(biases.empty() ? rows : biases.size(), 0.0F);
  if (biases.size() != rows) {
    refuse(fmt::format("found {} intercepts for {} rows of coefficients", biases.size(), rows),
           "allowed: one for each");
  }
  if (rows == 1 && transform == "SOFTMAX") {
    refuse("found post_transform 'SOFTMAX' of one row of coefficients", "allowed: NONE, LOGISTIC");
  }
  if (rows == 1) {
    addFirstClass(weights, biases);
    rows = 2;
  }
  Linear linear;
  linear.weight = Tensor{{static_cast<std::int64_t>(rows), shape.back()}, std::move(weights)};
  linear.bias = std::move(biases);
  std::size_t scores = node.apply(std::move(linear), {0}, "product");
  if (transform == "LOGISTIC") {
    scores = node.apply(Unary{Unary::Kind::sigmoid}, {scores}, "probabilities");
  } else if (transform == "SOFTMAX") {
    const auto rank = static_cast<std::int64_t>(node.graphShape(scores).size());
    scores = node.apply(Softmax{rank - 1, rank, false}, {scores}, "probabilities");
  }
  node.bind(node.operand(scores), 1);
}

}  // namespace ohmic::models
