// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/parts.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

Numbers allAxes(const NodeReader& node) {
  Numbers axes(node.shape(0).size());
  std::iota(axes.begin(), axes.end(), 0);
  return axes;
}

void importReduce(NodeReader& node, Reduce::Kind kind) {
  Numbers axes = node.has(1) ? node.integers(1, "axes") : node.attributes.integers("axes", {});
  const bool keeps = node.attributes.integer("keepdims", 1) != 0;
  const bool nothing = node.attributes.integer("noop_with_empty_axes", 0) != 0;
  const bool combines = !axes.empty() || !nothing;
  axes = axes.empty() && combines ? allAxes(node) : axes;
  Reduce op{kind, node.graphAxes(axes, 0), keeps};
  const bool isMeanOfWhole = kind == Reduce::Kind::mean && node.isInteger(0) && node.isActivation(0);
  if (isMeanOfWhole) {
    node.emit(Unary{Unary::Kind::truncate}, {node.apply(std::move(op), {0}, "mean")});
    return;
  }
  if (!combines && kind != Reduce::Kind::l1 && kind != Reduce::Kind::l2 && kind != Reduce::Kind::logSum &&
      kind != Reduce::Kind::sumSquare) {
    node.bind(node.operand(0));
    return;
  }
  node.emit(std::move(op), {0});
}

/// The place of an extreme along one axis.
void importPlace(NodeReader& node, Reduce::Kind kind) {
  const std::int64_t axis = node.graphAxis(node.attributes.integer("axis", 0), 0);
  const bool keeps = node.attributes.integer("keepdims", 1) != 0;
  const bool last = node.attributes.integer("select_last_index", 0) != 0;
  Operand result = node.compute(Reduce{kind, {axis}, keeps, last}, {0}, "place");
  if (auto* activation = std::get_if<Activation>(&result)) {
    activation->isInteger = true;
  } else if (const auto* reals = std::get_if<Tensor>(&result)) {
    result = IntTensor{reals->shape, std::vector<std::int64_t>(reals->values.begin(), reals->values.end())};
  }
  node.bind(std::move(result));
}

double readEpsilon(NodeReader& node, float fallback = 1e-5F) {
  const auto epsilon = static_cast<double>(node.attributes.real("epsilon", fallback));
  if (!(epsilon >= 0.0) || !std::isfinite(epsilon)) {
    refuse(fmt::format("found epsilon {}", epsilon), "allowed: a finite number >= 0");
  }
  return epsilon;
}

std::int64_t product(const Shape& shape, std::int64_t from, std::int64_t to) {
  return elementCount(Shape(shape.begin() + from, shape.begin() + to));
}

/// The normalised operand before any scale.
std::size_t normalise(NodeReader& node, std::size_t x, std::int64_t first, std::int64_t end, double epsilon,
                      bool isCentred) {
  const Shape shape = node.graphShape(x);
  const auto rank = static_cast<std::int64_t>(shape.size());
  const auto groups = static_cast<std::size_t>(product(shape, 0, first) * product(shape, end, rank));
  Normalise op;
  op.firstAxis = first;
  op.endAxis = end;
  op.epsilon = epsilon;
  op.scale.assign(groups, 1.0F);
  op.shift.assign(groups, 0.0F);
  op.perGroup = true;
  op.isCentred = isCentred;
  return node.apply(std::move(op), {x}, "unit");
}

}  // namespace

void normaliseLast(NodeReader& node, bool isCentred, float usualEpsilon) {
  node.attributes.ignore("stash_type");
  const std::int64_t first = node.graphAxis(node.attributes.integer("axis", -1), 0);
  const Shape shape = node.graphShape(0);
  const auto rank = static_cast<std::int64_t>(shape.size());
  const double epsilon = readEpsilon(node, usualEpsilon);
  const auto isWhole = [&](std::size_t index) {  // one number per element of the axes
    return !node.has(index) ||
           (!node.isActivation(index) && elementCount(node.shape(index)) == product(shape, first, rank));
  };
  if (isWhole(1) && isWhole(2) && !(node.has(2) && !isCentred)) {
    Normalise op;
    op.firstAxis = first;
    op.endAxis = rank;
    op.epsilon = epsilon;
    op.isCentred = isCentred;
    op.scale = node.weights(1, "scale").values;
    op.shift = node.has(2) ? node.weights(2, "shift").values : std::vector<float>(op.scale.size(), 0.0F);
    node.emit(std::move(op), {0});
    return;
  }
  std::size_t result = normalise(node, 0, first, rank, epsilon, isCentred);
  result = node.apply(Binary{Binary::Kind::mul}, {result, 1}, "scaled");
  result = node.has(2) ? node.apply(Binary{Binary::Kind::add}, {result, 2}, "shifted") : result;
  node.bind(node.operand(result));
}

namespace {

/// Numbers per channel, one behind the other, of a constant.
std::vector<double> perChannel(const NodeReader& node, std::size_t index, const char* what,
                               std::int64_t channels) {
  const Tensor& tensor = node.weights(index, what);
  if (static_cast<std::int64_t>(tensor.values.size()) != channels) {
    refuse(fmt::format("found {} {} for {} channels", tensor.values.size(), what, channels),
           "allowed: one per channel");
  }
  return std::vector<double>(tensor.values.begin(), tensor.values.end());
}

}  // namespace

void importReduceSum(NodeReader& node) { importReduce(node, Reduce::Kind::sum); }
void importReduceMean(NodeReader& node) { importReduce(node, Reduce::Kind::mean); }
void importReduceMax(NodeReader& node) { importReduce(node, Reduce::Kind::max); }
void importReduceMin(NodeReader& node) { importReduce(node, Reduce::Kind::min); }
void importReduceProd(NodeReader& node) { importReduce(node, Reduce::Kind::product); }
void importReduceL1(NodeReader& node) { importReduce(node, Reduce::Kind::l1); }
void importReduceL2(NodeReader& node) { importReduce(node, Reduce::Kind::l2); }
void importReduceLogSum(NodeReader& node) { importReduce(node, Reduce::Kind::logSum); }
void importReduceLogSumExp(NodeReader& node) { importReduce(node, Reduce::Kind::logSumExp); }
void importReduceSumSquare(NodeReader& node) { importReduce(node, Reduce::Kind::sumSquare); }
void importArgMax(NodeReader& node) { importPlace(node, Reduce::Kind::argMax); }
void importArgMin(NodeReader& node) { importPlace(node, Reduce::Kind::argMin); }

void importLayerNormalization(NodeReader& node) { normaliseLast(node, true, 1e-5F); }

void importRmsNormalization(NodeReader& node) { normaliseLast(node, false, 1e-5F); }

void importInstanceNormalization(NodeReader& node) {
  const Shape whole = node.shape(0);
  if (whole.size() < 3) {
    refuse("found input " + describe(whole), "allowed: batch x channels x ...");
  }
  const std::int64_t first = node.graphAxis(2, 0);
  const auto rank = static_cast<std::int64_t>(node.graphShape(0).size());
  if (first == 1) {
    Normalise op;
    op.firstAxis = first;
    op.endAxis = rank;
    op.epsilon = readEpsilon(node);
    op.scale = node.weights(1, "scale").values;
    op.shift = node.weights(2, "shift").values;
    op.perGroup = true;
    node.emit(std::move(op), {0});
    return;
  }
  const std::size_t unit = normalise(node, 0, first, rank, readEpsilon(node), true);
  node.emit(ChannelAffine{perChannel(node, 1, "scale", whole[1]), perChannel(node, 2, "shift", whole[1]), 1},
            {unit});
}

void importGroupNormalization(NodeReader& node) {
  node.attributes.ignore("stash_type");
  const Shape whole = node.shape(0);
  const std::int64_t groups = node.attributes.integer("num_groups", 0);
  if (whole.size() < 2 || groups < 1 || whole[1] % groups != 0) {
    refuse(fmt::format("found {} groups for input {}", groups, describe(whole)),
           "allowed: groups that divide the channels");
  }
  const std::int64_t axis = node.graphAxis(1, 0);
  const Shape shape = node.graphShape(0);
  Shape grouped(shape.begin(), shape.begin() + axis);
  grouped.insert(grouped.end(), {groups, elementCount(Shape(shape.begin() + axis, shape.end())) / groups});
  const std::size_t apart = node.apply(Reshape{grouped}, {0}, "groups");
  const auto rank = static_cast<std::int64_t>(grouped.size());
  const std::size_t unit = normalise(node, apart, rank - 1, rank, readEpsilon(node), true);
  const std::size_t together = node.apply(Reshape{shape}, {unit}, "channels");
  // Until opset 21 there is one scale for each group, since then one for each channel.
  const bool isPerGroup = node.opset() < 21;
  const std::int64_t count = isPerGroup ? groups : whole[1];
  std::vector<double> scale = perChannel(node, 1, "scale", count);
  std::vector<double> shift = perChannel(node, 2, "shift", count);
  ChannelAffine affine{{}, {}, axis};
  for (std::int64_t c = 0; c < whole[1]; ++c) {
    const auto own = static_cast<std::size_t>(isPerGroup ? c / (whole[1] / groups) : c);
    affine.scale.push_back(scale[own]);
    affine.shift.push_back(shift[own]);
  }
  node.emit(std::move(affine), {together});
}

void importMeanVarianceNormalization(NodeReader& node) {
  Numbers axes = node.attributes.integers("axes", {0, 2, 3});
  axes = node.graphAxes(axes, 0);
  const std::size_t mean = node.apply(Reduce{Reduce::Kind::mean, axes}, {0}, "mean");
  const std::size_t distance = node.apply(Binary{Binary::Kind::sub}, {0, mean}, "distance");
  const std::size_t square = node.apply(Binary{Binary::Kind::mul}, {distance, distance}, "square");
  const std::size_t variance = node.apply(Reduce{Reduce::Kind::mean, axes}, {square}, "variance");
  const std::size_t deviation = node.apply(Unary{Unary::Kind::sqrt}, {variance}, "deviation");
  const std::size_t safe = node.apply(Unary{Unary::Kind::linear, 1.0F, 1e-9F}, {deviation}, "above_zero");
  node.emit(Binary{Binary::Kind::div}, {distance, safe});
}

void importLpNormalization(NodeReader& node) {
  const std::int64_t power = node.attributes.integer("p", 2);
  if (power != 1 && power != 2) {
    refuse(fmt::format("found p {}", power), "allowed: 1, 2");
  }
  const std::int64_t axis = node.graphAxis(node.attributes.integer("axis", -1), 0);
  const std::size_t norm =
      node.apply(Reduce{power == 1 ? Reduce::Kind::l1 : Reduce::Kind::l2, {axis}}, {0}, "norm");
  const std::size_t isZero = node.apply(Unary{Unary::Kind::logicalNot}, {norm}, "is_zero");
  const std::size_t safe = node.apply(Binary{Binary::Kind::add}, {norm, isZero}, "above_zero");  // 0 stays 0
  node.emit(Binary{Binary::Kind::div}, {0, safe});
}

void importLrn(NodeReader& node) {
  Lrn op;
  op.size = node.attributes.integer("size", 0);
  op.alpha = static_cast<double>(node.attributes.real("alpha", 1e-4F));
  op.beta = static_cast<double>(node.attributes.real("beta", 0.75F));
  op.bias = static_cast<double>(node.attributes.real("bias", 1.0F));
  if (op.size < 1 || op.size > (1 << 24) || !(op.alpha >= 0.0) || !(op.bias > 0.0) ||
      !std::isfinite(op.beta)) {
    refuse(fmt::format("found size {}, alpha {}, beta {}, bias {}", op.size, op.alpha, op.beta, op.bias),
           "allowed: size in [1, 16777216], alpha >= 0, bias > 0");
  }
  const std::int64_t axis = node.graphAxis(1, 0);
  if (axis == 0) {
    node.emit(op, {0});
    return;
  }
  Numbers order(node.graphShape(0).size());  // channels to the front and back
  std::iota(order.begin(), order.end(), 0);
  std::swap(order[0], order[1]);
  const std::size_t turned = node.apply(Transpose{order}, {0}, "turned");
  node.emit(Transpose{order}, {node.apply(op, {turned}, "response")});
}

}  // namespace ohmic::models
