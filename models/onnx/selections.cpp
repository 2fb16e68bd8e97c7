// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "models/graph/broadcast.h"
#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

/// Repeats the operand to a shape of the file, batch included.
void emitRepeat(NodeReader& node, const Shape& shape) {
  const Shape from = node.shape(0);
  if (node.batchAxes(0) == 1 && (shape.size() != from.size() || shape.front() != from.front()) &&
      !node.takeWhole()) {
    refuse("found result " + describe(shape), "allowed: as many images as the operand");
  }
  node.emit(Repeat{node.batchAxes(0) == 1 ? node.withoutBatch(shape) : shape}, {0});
}

}  // namespace

void importGather(NodeReader& node) {
  const auto* indices = std::get_if<IntTensor>(&node.operand(1));
  if (indices == nullptr) {
    refuse(std::string("found indices that ") +
               (node.isActivation(1) ? "depend on the image" : "are no integers"),
           "allowed: constant integers", "try a fixed selection, such as x[:, 0], or a product with a mask");
  }
  const std::int64_t axis = node.attributes.integer("axis", 0);
  const std::int64_t size = node.shape(0)[NodeReader::normaliseAxis(axis, node.shape(0).size())];
  Gather op{node.graphAxis(axis, 0), indices->shape, indices->values};
  for (std::int64_t& index : op.indices) {
    if (index < -size || index >= size) {
      refuse(fmt::format("found index {}", index), fmt::format("allowed: in [{}, {}]", -size, size - 1));
    }
    index += index < 0 ? size : 0;
  }
  node.emit(std::move(op), {0});
}

void importSplit(NodeReader& node) {
  const std::int64_t axis = node.graphAxis(node.attributes.integer("axis", 0), 0);
  Shape shape = node.shape(0);
  shape.erase(shape.begin(), shape.begin() + static_cast<std::ptrdiff_t>(node.batchAxes(0)));
  const std::int64_t size = shape[static_cast<std::size_t>(axis)];
  const auto outputs = static_cast<std::int64_t>(node.outputCount());
  Numbers parts = node.has(1) ? node.integers(1, "split") : node.attributes.integers("split", {});
  if (parts.empty() && size % outputs == 0) {
    parts.assign(static_cast<std::size_t>(outputs), size / outputs);
  }
  std::int64_t sum = 0;
  bool positive = true;
  for (const std::int64_t part : parts) {
    positive = positive && part > 0 && part <= size;
    sum += positive ? part : 0;
  }
  if (static_cast<std::int64_t>(parts.size()) != outputs || !positive || sum != size) {
    refuse(
        fmt::format("found parts [{}] of {} elements for {} outputs", fmt::join(parts, ", "), size, outputs),
        "allowed: one part per output, together all elements");
  }
  Slice slice{Numbers(shape.size(), 0), Numbers(shape.size(), 1), shape};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    slice.counts[static_cast<std::size_t>(axis)] = parts[i];
    node.emit(slice, {0}, i);
    slice.starts[static_cast<std::size_t>(axis)] += parts[i];
  }
}

void importExpand(NodeReader& node) {
  emitRepeat(node, broadcastShape(node.shape(0), node.integers(1, "shape")));
}

void importTile(NodeReader& node) {
  Shape shape = node.shape(0);
  const Numbers repeats = node.integers(1, "repeats");
  if (repeats.size() != shape.size()) {
    refuse(fmt::format("found {} repeats for {} axes", repeats.size(), shape.size()),
           "allowed: one per axis");
  }
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    if (repeats[axis] < 0 || repeats[axis] > kMostElements) {
      refuse(fmt::format("found {} repeats", repeats[axis]),
             fmt::format("allowed: in [0, {}]", kMostElements));
    }
    shape[axis] *= repeats[axis];
  }
  emitRepeat(node, shape);
}

void importRange(NodeReader& node) {
  const auto number = [&](std::size_t index) {
    const Numbers numbers = node.integers(index, "range");
    if (numbers.size() != 1 || numbers[0] < -kMostElements || numbers[0] > kMostElements) {
      refuse(fmt::format("found [{}] for the range", fmt::join(numbers, ", ")),
             fmt::format("allowed: one number in [{}, {}]", -kMostElements, kMostElements));
    }
    return numbers[0];
  };
  const std::int64_t start = number(0);
  const std::int64_t limit = number(1);
  const std::int64_t step = number(2);
  const std::int64_t distance = step > 0 ? limit - start : start - limit;
  const std::int64_t size = step > 0 ? step : -step;
  const std::int64_t count = step == 0 || distance <= 0 ? 0 : (distance - 1) / size + 1;
  constexpr std::int64_t kMost = 1 << 20;
  if (step == 0 || count > kMost) {
    refuse(fmt::format("found a range of {} numbers in steps of {}", count, step),
           fmt::format("allowed: at most {} numbers, steps other than 0", kMost));
  }
  IntTensor result{{count}, {}};
  for (std::int64_t i = 0; i < count; ++i) {
    result.values.push_back(start + i * step);
  }
  node.bind(std::move(result));
}

}  // namespace ohmic::models
