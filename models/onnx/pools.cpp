// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/parts.h"
#include "models/onnx/window_attributes.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

/// Extents from one axis to another, as one.
std::int64_t part(const Shape& shape, std::size_t from, std::size_t to) {
  return elementCount(Shape(shape.begin() + static_cast<std::ptrdiff_t>(from),
                            shape.begin() + static_cast<std::ptrdiff_t>(to)));
}

/// A pooling over the last axes of an operand; all before them are channels. Over more than two axes it is
/// done two axes at a time, then one by one, which gives the same: extremes and sums of extremes and sums.
std::size_t pool(NodeReader& node, std::size_t x, Pool op, const Windows& w) {
  const std::size_t fixed = node.graphShape(x).size() - w.rank();
  const bool isLine = w.rank() == 1;
  const auto step = [&](const Shape& image, const Window& window, const std::string& name) {
    op.window = window;
    x = node.apply(Reshape{image}, {x}, name + "_image");
    x = node.apply(op, {x}, name);
  };
  Shape shape = node.graphShape(x);
  const std::size_t rank = shape.size();
  if (isLine) {
    step({part(shape, 0, rank - 1), 1, shape[rank - 1]}, w.plane(-1, 0), "row");
  } else {
    step({part(shape, 0, rank - 2), shape[rank - 2], shape[rank - 1]},
         w.plane(static_cast<std::int64_t>(w.rank()) - 2, static_cast<std::int64_t>(w.rank()) - 1), "plane");
    shape[rank - 2] = node.graphShape(x)[1];
  }
  shape[rank - 1] = node.graphShape(x)[2];
  for (std::size_t axis = 0; axis + 2 < w.rank(); ++axis) {
    const Window across = w.plane(-1, static_cast<std::int64_t>(axis));
    Window along;
    along.kernelHeight = across.kernelWidth;
    along.strideHeight = across.strideWidth;
    along.padTop = across.padLeft;
    along.padBottom = across.padRight;
    along.dilationHeight = across.dilationWidth;
    const std::size_t own = fixed + axis;
    step({part(shape, 0, own), shape[own], part(shape, own + 1, rank)}, along, fmt::format("axis_{}", axis));
    shape[own] = node.graphShape(x)[1];
  }
  return node.apply(Reshape{shape}, {x}, "pooled");
}

Windows readPool(NodeReader& node, Pool& op) {
  const Shape shape = node.shape(0);
  if (shape.size() < 3) {
    refuse("found input " + describe(shape), "allowed: batch x channels x ...");
  }
  op.ceilMode = node.attributes.integer("ceil_mode", 0) != 0;
  return readWindows(node, Shape(shape.begin() + 2, shape.end()), {});
}

Pool averagePool(NodeReader& node) {
  Pool op;
  op.kind = Pool::Kind::average;
  op.countIncludePad = node.attributes.integer("count_include_pad", 0) != 0;
  return op;
}

void importPool(NodeReader& node, Pool op) {
  const Windows w = readPool(node, op);
  if (node.batchAxes(0) == 1 && w.rank() == 2) {
    op.window = w.plane(0, 1);
    node.emit(op, {0});
    return;
  }
  node.bind(node.operand(pool(node, 0, op, w)));
}

/// All axes behind the channels.
Numbers imageAxes(NodeReader& node) {
  const Shape shape = node.shape(0);
  if (shape.size() < 3) {
    refuse("found input " + describe(shape), "allowed: batch x channels x ...");
  }
  Numbers axes(shape.size() - 2);
  std::iota(axes.begin(), axes.end(), 2);
  return node.graphAxes(axes, 0);
}

void importGlobalPool(NodeReader& node, Pool::Kind kind) {
  const Shape image = node.shape(0);
  if (image.size() != 4 || node.batchAxes(0) != 1) {
    node.emit(Reduce{kind == Pool::Kind::max ? Reduce::Kind::max : Reduce::Kind::mean, imageAxes(node)}, {0});
    return;
  }
  Pool op;
  op.kind = kind;
  op.window.kernelHeight = image[2];
  op.window.kernelWidth = image[3];
  node.emit(op, {0});
}

std::int64_t readPower(NodeReader& node) {
  const std::int64_t power = node.attributes.integer("p", 2);
  if (power < 1) {
    refuse(fmt::format("found p {}", power), "allowed: at least 1");
  }
  return power;
}

/// |x|^p, or the p-th root of x.
std::size_t raise(NodeReader& node, std::size_t x, double exponent, const std::string& step) {
  const std::size_t constant = node.hold(Tensor{{}, {static_cast<float>(exponent)}});
  return node.apply(Binary{Binary::Kind::pow}, {x, constant}, step);
}

std::size_t powers(NodeReader& node, std::int64_t power) {
  const std::size_t sizes = node.apply(Unary{Unary::Kind::abs}, {0}, "sizes");
  return power == 1 ? sizes : raise(node, sizes, static_cast<double>(power), "powers");
}

void emitRoot(NodeReader& node, std::size_t sums, std::int64_t power) {
  node.bind(node.operand(power == 1 ? sums : raise(node, sums, 1.0 / static_cast<double>(power), "roots")));
}

}  // namespace

void importMaxPool(NodeReader& node) {
  node.attributes.ignore("storage_order");  // of the second output, which nothing may use
  importPool(node, Pool{});
}

void importAveragePool(NodeReader& node) { importPool(node, averagePool(node)); }

std::size_t computeAveragePool(NodeReader& node, std::size_t x) {
  Pool op = averagePool(node);
  const Windows w = readPool(node, op);
  return pool(node, x, op, w);
}

std::size_t computeGlobalMean(NodeReader& node, std::size_t x) {
  return node.apply(Reduce{Reduce::Kind::mean, imageAxes(node)}, {x}, "means");
}

void importGlobalMaxPool(NodeReader& node) { importGlobalPool(node, Pool::Kind::max); }

void importGlobalAveragePool(NodeReader& node) { importGlobalPool(node, Pool::Kind::average); }

void importLpPool(NodeReader& node) {
  const std::int64_t power = readPower(node);
  Pool op;
  op.kind = Pool::Kind::average;
  op.countIncludePad = true;  // zeros of the padding: the mean times the positions is the sum
  const Windows w = readPool(node, op);
  if (op.ceilMode) {
    refuse("found ceil_mode 1", "allowed: 0", "try a padding that makes the windows fit");
  }
  const std::int64_t positions = elementCount(w.kernel);
  const std::size_t means = pool(node, powers(node, power), op, w);
  emitRoot(node, node.apply(Unary{Unary::Kind::linear, static_cast<float>(positions), 0.0F}, {means}, "sums"),
           power);
}

void importGlobalLpPool(NodeReader& node) {
  const std::int64_t power = readPower(node);
  const Numbers axes = imageAxes(node);
  emitRoot(node, node.apply(Reduce{Reduce::Kind::sum, axes}, {powers(node, power)}, "sums"), power);
}

}  // namespace ohmic::models
