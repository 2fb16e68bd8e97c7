// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

/// The operand's values under a shape that begins with the batch if the operand is an activation.
void emitShape(NodeReader& node, const Shape& shape) {
  const bool batchFirst = node.batchAxes(0) == 1;
  if (batchFirst && (shape.empty() || shape.front() != node.shape(0).front()) && node.takeWhole()) {
    node.emit(Reshape{shape}, {0});
    return;
  }
  node.emit(Reshape{batchFirst ? node.withoutBatch(shape) : shape}, {0});
}

/// The shape that a request with 0 (keep) and -1 (whatever is left) means.
Shape resolve(const Shape& from, const Numbers& request, bool zeroKeeps) {
  Shape shape = request;
  const bool twoFree = std::count(request.begin(), request.end(), -1) > 1;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const bool keeps = shape[axis] == 0 && zeroKeeps;
    if (twoFree || shape[axis] < -1 || (keeps && axis >= from.size())) {
      refuse(fmt::format("found shape [{}]", fmt::join(request, ", ")),
             "allowed: extents, 0 for an axis of the operand, -1 once");
    }
    shape[axis] = keeps ? from[axis] : shape[axis];
  }
  const auto free = std::find(shape.begin(), shape.end(), -1);
  if (free != shape.end()) {
    *free = 1;
    const std::int64_t rest = elementCount(shape);
    if (rest == 0 || elementCount(from) % rest != 0) {
      refuse(fmt::format("found shape [{}] for operand {}", fmt::join(request, ", "), describe(from)),
             "allowed: as many elements");
    }
    *free = elementCount(from) / rest;
  }
  return shape;
}

/// Axes of Squeeze and Unsqueeze within @p rank, sorted; none if they are not given.
Numbers readAxes(NodeReader& node, std::size_t extraRank) {
  Numbers axes = node.has(1) ? node.integers(1, "axes") : node.attributes.integers("axes", {});
  const std::size_t rank = node.shape(0).size() + (extraRank > 0 ? axes.size() : 0);
  for (std::int64_t& axis : axes) {
    axis = static_cast<std::int64_t>(NodeReader::normaliseAxis(axis, rank));
  }
  std::sort(axes.begin(), axes.end());
  if (std::adjacent_find(axes.begin(), axes.end()) != axes.end()) {
    refuse(fmt::format("found axes [{}]", fmt::join(axes, ", ")), "allowed: each axis once");
  }
  return axes;
}

}  // namespace

void importFlatten(NodeReader& node) {
  const Shape shape = node.shape(0);
  const std::int64_t axis = node.attributes.integer("axis", 1);
  const std::size_t split = axis == static_cast<std::int64_t>(shape.size())
                                ? shape.size()
                                : NodeReader::normaliseAxis(axis, shape.size());
  const auto middle = shape.begin() + static_cast<std::ptrdiff_t>(split);
  emitShape(node, {elementCount(Shape(shape.begin(), middle)), elementCount(Shape(middle, shape.end()))});
}

void importReshape(NodeReader& node) {
  const bool zeroKeeps = node.attributes.integer("allowzero", 0) == 0;
  emitShape(node, resolve(node.shape(0), node.integers(1, "shape"), zeroKeeps));
}

void importSqueeze(NodeReader& node) {
  const Shape shape = node.shape(0);
  const Numbers axes = readAxes(node, 0);
  const bool every = axes.empty();  // every extent of 1, but never the batch
  Shape result;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const bool named = std::binary_search(axes.begin(), axes.end(), static_cast<std::int64_t>(axis));
    if (named && shape[axis] != 1) {
      refuse(fmt::format("found axis {} of {}", axis, describe(shape)), "allowed: axes with extent 1");
    }
    if (!named && !(every && shape[axis] == 1 && axis >= node.batchAxes(0))) {
      result.push_back(shape[axis]);
    }
  }
  emitShape(node, result);
}

void importUnsqueeze(NodeReader& node) {
  const Numbers axes = readAxes(node, 1);
  Shape result = node.shape(0);
  for (const std::int64_t axis : axes) {
    result.insert(result.begin() + axis, 1);
  }
  emitShape(node, result);
}

}  // namespace ohmic::models
