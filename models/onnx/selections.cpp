// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "models/graph/broadcast.h"
#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/element_type.h"
#include "models/onnx/operator_table.h"
#include "models/reference/rows.h"

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
  const Shape shape = node.graphShape(0);
  const std::int64_t size = shape[static_cast<std::size_t>(axis)];
  const auto outputs = static_cast<std::int64_t>(node.outputCount());
  Numbers parts = node.has(1) ? node.integers(1, "split") : node.attributes.integers("split", {});
  const bool isUneven = node.attributes.integer("num_outputs", 0) > 0;  // the last part may be smaller
  if (parts.empty() && outputs > 0 && (isUneven || size % outputs == 0)) {
    const std::int64_t part = (size + outputs - 1) / outputs;
    parts.assign(static_cast<std::size_t>(outputs), part);
    parts.back() = size - part * (outputs - 1);
  }
  std::int64_t sum = 0;
  bool positive = true;
  for (const std::int64_t part : parts) {
    positive = positive && part >= 0 && part <= size;
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
    if (node.isNamed(i)) {
      node.emit(slice, {0}, i);
    }
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

namespace {

constexpr std::int64_t kMostCounted = 1 << 20;

std::int64_t wholeNumber(const NodeReader& node, std::size_t index) {
  const Numbers numbers = node.integers(index, "range");
  if (numbers.size() != 1 || numbers[0] < -kMostElements || numbers[0] > kMostElements) {
    refuse(fmt::format("found [{}] for the range", fmt::join(numbers, ", ")),
           fmt::format("allowed: one number in [{}, {}]", -kMostElements, kMostElements));
  }
  return numbers[0];
}

void expectCount(double count, double step) {
  if (step == 0.0 || !(count <= static_cast<double>(kMostCounted))) {
    refuse(fmt::format("found a range of {} numbers in steps of {}", count, step),
           fmt::format("allowed: at most {} numbers, steps other than 0", kMostCounted));
  }
}

void importRealRange(NodeReader& node) {
  const auto start = static_cast<double>(node.scalar(0, "start"));
  const auto limit = static_cast<double>(node.scalar(1, "limit"));
  const auto step = static_cast<double>(node.scalar(2, "step"));
  const double count = step == 0.0 ? 0.0 : std::max(std::ceil((limit - start) / step), 0.0);
  expectCount(count, step);
  Tensor result{{static_cast<std::int64_t>(count)}, {}};
  for (std::int64_t i = 0; i < result.shape[0]; ++i) {
    result.values.push_back(static_cast<float>(start + static_cast<double>(i) * step));
  }
  node.bind(std::move(result));
}

/// A constant operand of indices.
const IntTensor& indicesOf(const NodeReader& node, std::size_t index) {
  const auto* indices = std::get_if<IntTensor>(&node.operand(index));
  if (indices == nullptr) {
    refuse(std::string("found indices that ") +
               (node.isActivation(index) ? "depend on the image" : "are no integers"),
           "allowed: constant integers", "try a fixed selection, or a product with a mask");
  }
  return *indices;
}

std::int64_t within(std::int64_t index, std::int64_t size) {
  if (index < -size || index >= size) {
    refuse(fmt::format("found index {}", index), fmt::format("allowed: in [{}, {}]", -size, size - 1));
  }
  return index < 0 ? index + size : index;
}

/// Elements of the whole operand at places in row-major order, in another shape.
void emitPlaces(NodeReader& node, std::size_t x, Numbers places, const Shape& shape) {
  const std::size_t flat = node.apply(Reshape{{elementCount(node.graphShape(x))}}, {x}, "flat");
  const auto count = static_cast<std::int64_t>(places.size());
  const std::size_t taken = node.apply(Gather{0, {count}, std::move(places)}, {flat}, "taken");
  node.emit(Reshape{shape}, {taken});
}

/// Work on file shapes, batch included.
void takeWhole(NodeReader& node, std::size_t index) {
  if (node.batchAxes(index) == 1 && !node.takeWhole()) {
    refuse("found a selection in a batch of several images", "allowed: a batch that is free or 1",
           "try exporting with dynamic_axes={'input': {0: 'batch'}}");
  }
}

/// Elements that were written to places of an operand: each place holds what was written there last, or
/// combined.
void emitScatter(NodeReader& node, const Numbers& places, std::size_t updates) {
  const std::string how = node.attributes.text("reduction", "none");
  const Shape shape = node.graphShape(0);
  const std::int64_t size = elementCount(shape);
  checkGrowth({size}, 0);
  const auto count = static_cast<std::int64_t>(places.size());
  const std::size_t flat = node.apply(Reshape{{size}}, {0}, "flat");
  const std::size_t written = node.apply(Reshape{{count}}, {updates}, "written");
  const bool isPlain = how == "none";
  const Binary::Kind kind = how == "mul"   ? Binary::Kind::mul
                            : how == "max" ? Binary::Kind::max
                            : how == "min" ? Binary::Kind::min
                                           : Binary::Kind::add;
  if (!isPlain && how != "add" && how != "mul" && how != "max" && how != "min") {
    refuse("found reduction " + inQuotes(how), "allowed: none, add, mul, max, min");
  }
  std::size_t result = flat;
  Numbers left(places.size());  // updates that are not yet written
  std::iota(left.begin(), left.end(), 0);
  constexpr int kMostRounds = 1024;
  for (int round = 0; !left.empty(); ++round) {
    if (round == kMostRounds) {
      refuse("found a place that is written more than 1024 times", "allowed: fewer");
    }
    Numbers sources(static_cast<std::size_t>(size));
    std::iota(sources.begin(), sources.end(), 0);
    std::vector<bool> isWritten(static_cast<std::size_t>(size), false);
    Numbers later;
    for (const std::int64_t update : left) {
      const auto place = static_cast<std::size_t>(places[static_cast<std::size_t>(update)]);
      if (isWritten[place] && !isPlain) {
        later.push_back(update);
        continue;
      }
      isWritten[place] = true;
      sources[place] = size + update;
    }
    const std::string step = fmt::format("round_{}", round);
    const std::size_t all = node.apply(Concat{0}, {result, written}, step + "_all");
    const std::size_t taken = node.apply(Gather{0, {size}, std::move(sources)}, {all}, step + "_taken");
    if (isPlain) {
      result = taken;
    } else {  // where nothing is written, the operand itself
      const std::size_t combined = node.apply(Binary{kind}, {result, taken}, step + "_combined");
      IntTensor mask{{size}, std::vector<std::int64_t>(isWritten.begin(), isWritten.end()), IntType::boolean};
      result = node.apply(Select{}, {node.hold(std::move(mask)), combined, result}, step);
    }
    left = std::move(later);
  }
  node.emit(Reshape{shape}, {result});
}

/// Places of data[indices[..., :]], each of the elements behind the indexed axes.
Numbers placesOf(const IntTensor& indices, const Shape& data, std::size_t batch) {
  const auto depth = static_cast<std::size_t>(indices.shape.back());
  const Numbers all = rowMajorStrides(data);
  const std::int64_t inner =
      elementCount(Shape(data.begin() + static_cast<std::ptrdiff_t>(batch + depth), data.end()));
  const std::int64_t batches =
      elementCount(Shape(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(batch)));
  const std::int64_t batchSize = batches > 0 ? elementCount(data) / batches : 0;
  const std::size_t tuples = depth == 0 ? 0 : indices.values.size() / depth;
  checkGrowth({static_cast<std::int64_t>(tuples), inner}, 0);
  const std::size_t perBatch = tuples / static_cast<std::size_t>(std::max<std::int64_t>(batches, 1));
  Numbers places;
  for (std::size_t tuple = 0; tuple < tuples; ++tuple) {
    std::int64_t start = static_cast<std::int64_t>(tuple / std::max<std::size_t>(perBatch, 1)) * batchSize;
    for (std::size_t i = 0; i < depth; ++i) {
      start += within(indices.values[tuple * depth + i], data[batch + i]) * all[batch + i];
    }
    for (std::int64_t i = 0; i < inner; ++i) {
      places.push_back(start + i);
    }
  }
  return places;
}

void expectDepth(const IntTensor& indices, const Shape& data, std::size_t batch) {
  const bool fits = !indices.shape.empty() && indices.shape.back() >= 1 &&
                    batch + static_cast<std::size_t>(indices.shape.back()) <= data.size() &&
                    batch < indices.shape.size();
  if (!fits) {
    refuse(fmt::format("found indices {} for operand {}", describe(indices.shape), describe(data)),
           "allowed: a last extent of at most the operand's axes");
  }
}

/// Places along one axis: data[..., indices[i, j, k], ...] at every i, j, k.
Numbers placesAlong(const IntTensor& indices, const Shape& data, std::size_t axis) {
  if (indices.shape.size() != data.size()) {
    refuse(fmt::format("found indices {} for operand {}", describe(indices.shape), describe(data)),
           "allowed: as many axes");
  }
  const Numbers from = rowMajorStrides(data);
  const Numbers own = rowMajorStrides(indices.shape);
  Numbers places;
  for (std::size_t i = 0; i < indices.values.size(); ++i) {
    std::int64_t place = within(indices.values[i], data[axis]) * from[axis];
    for (std::size_t other = 0; other < data.size(); ++other) {
      const std::int64_t at = static_cast<std::int64_t>(i) / own[other] % indices.shape[other];
      place += other == axis ? 0 : at * from[other];
      if (other != axis && at >= data[other]) {
        refuse(fmt::format("found indices {} for operand {}", describe(indices.shape), describe(data)),
               "allowed: extents of the operand, or less");
      }
    }
    places.push_back(place);
  }
  return places;
}

}  // namespace

void importRange(NodeReader& node) {
  if (!node.isInteger(0)) {
    importRealRange(node);
    return;
  }
  const std::int64_t start = wholeNumber(node, 0);
  const std::int64_t limit = wholeNumber(node, 1);
  const std::int64_t step = wholeNumber(node, 2);
  const std::int64_t distance = step > 0 ? limit - start : start - limit;
  const std::int64_t size = step > 0 ? step : -step;
  const std::int64_t count = step == 0 || distance <= 0 ? 0 : (distance - 1) / size + 1;
  expectCount(static_cast<double>(count), static_cast<double>(step));
  IntTensor result{{count}, {}};
  for (std::int64_t i = 0; i < count; ++i) {
    result.values.push_back(start + i * step);
  }
  node.bind(std::move(result));
}

void importGatherElements(NodeReader& node) {
  const IntTensor indices = indicesOf(node, 1);
  takeWhole(node, 0);
  const Shape data = node.graphShape(0);
  const std::size_t axis = NodeReader::normaliseAxis(node.attributes.integer("axis", 0), data.size());
  emitPlaces(node, 0, placesAlong(indices, data, axis), indices.shape);
}

void importGatherNd(NodeReader& node) {
  const IntTensor indices = indicesOf(node, 1);
  const std::int64_t batch = node.attributes.integer("batch_dims", 0);
  takeWhole(node, 0);
  const Shape data = node.graphShape(0);
  if (batch < 0 || static_cast<std::size_t>(batch) >= data.size()) {
    refuse(fmt::format("found batch_dims {}", batch), "allowed: fewer than the operand's axes");
  }
  const auto shared = static_cast<std::size_t>(batch);
  expectDepth(indices, data, shared);
  Shape shape(indices.shape.begin(), indices.shape.end() - 1);
  shape.insert(shape.end(), data.begin() + batch + indices.shape.back(), data.end());
  emitPlaces(node, 0, placesOf(indices, data, shared), shape);
}

void importScatterElements(NodeReader& node) {
  const IntTensor indices = indicesOf(node, 1);
  takeWhole(node, 0);
  takeWhole(node, 2);
  const Shape data = node.graphShape(0);
  const std::size_t axis = NodeReader::normaliseAxis(node.attributes.integer("axis", 0), data.size());
  emitScatter(node, placesAlong(indices, data, axis), 2);
}

void importScatterNd(NodeReader& node) {
  const IntTensor indices = indicesOf(node, 1);
  takeWhole(node, 0);
  takeWhole(node, 2);
  const Shape data = node.graphShape(0);
  expectDepth(indices, data, 0);
  emitScatter(node, placesOf(indices, data, 0), 2);
}

void importCompress(NodeReader& node) {
  const Numbers condition = node.integers(1, "condition");
  const bool hasAxis = node.attributes.has("axis");
  const std::int64_t asked = node.attributes.integer("axis", 0);
  if (!hasAxis) {
    takeWhole(node, 0);
  }
  const std::int64_t axis = hasAxis ? node.graphAxis(asked, 0) : 0;
  const std::size_t x = hasAxis ? 0 : node.apply(Reshape{{elementCount(node.graphShape(0))}}, {0}, "flat");
  const std::int64_t size = node.graphShape(x)[static_cast<std::size_t>(axis)];
  Numbers places;
  for (std::size_t i = 0; i < condition.size() && static_cast<std::int64_t>(i) < size; ++i) {
    if (condition[i] != 0) {
      places.push_back(static_cast<std::int64_t>(i));
    }
  }
  const auto count = static_cast<std::int64_t>(places.size());
  node.emit(Gather{axis, {count}, std::move(places)}, {x});
}

void importOneHot(NodeReader& node) {
  const Numbers depths = node.has(1) && std::holds_alternative<Tensor>(node.operand(1))
                             ? Numbers{static_cast<std::int64_t>(node.scalar(1, "depth"))}
                             : node.integers(1, "depth");
  if (depths.size() != 1 || depths[0] < 1 || depths[0] > kMostCounted) {
    refuse(fmt::format("found depth [{}]", fmt::join(depths, ", ")),
           fmt::format("allowed: one number in [1, {}]", kMostCounted));
  }
  const std::int64_t depth = depths[0];
  if (node.isActivation(2) || elementCount(node.shape(2)) != 2) {
    refuse("found values that are no two constants", "allowed: off and on");
  }
  takeWhole(node, 0);
  Shape shape = node.graphShape(0);
  const std::int64_t asked = node.attributes.integer("axis", -1);
  const std::size_t axis = NodeReader::normaliseAxis(asked, shape.size() + 1);
  shape.insert(shape.begin() + static_cast<std::ptrdiff_t>(axis), 1);
  const std::size_t apart = node.apply(Reshape{shape}, {0}, "apart");
  Shape along(shape.size(), 1);
  along[axis] = depth;
  Tensor counting{along, {}};
  for (std::int64_t i = 0; i < depth; ++i) {
    counting.values.push_back(static_cast<float>(i));
  }
  const std::size_t size = node.hold(Tensor{{}, {static_cast<float>(depth)}});
  const std::size_t isBehind =
      node.apply(Binary{Binary::Kind::less}, {apart, node.hold(Tensor{{}, {0.0F}})}, "behind");
  const std::size_t offset = node.apply(Binary{Binary::Kind::mul}, {isBehind, size}, "offset");
  const std::size_t place = node.apply(Binary{Binary::Kind::add}, {apart, offset}, "place");
  const std::size_t equal =
      node.apply(Binary{Binary::Kind::equal}, {place, node.hold(std::move(counting))}, "equal");
  const std::size_t off = node.apply(Slice{{0}, {1}, {1}}, {2}, "off");
  const std::size_t on = node.apply(Slice{{1}, {1}, {1}}, {2}, "on");
  node.emit(Select{}, {equal, on, off});
}

void importTrilu(NodeReader& node) {
  std::int64_t diagonal = 0;
  if (node.has(1)) {
    const Numbers k = node.integers(1, "diagonal");
    diagonal = k.size() == 1 ? std::clamp(k[0], -kMostElements, kMostElements) : 0;
  }
  const bool upper = node.attributes.integer("upper", 1) != 0;
  const Shape shape = node.shape(0);
  if (shape.size() < 2) {
    refuse("found operand " + describe(shape), "allowed: at least rows and columns");
  }
  const std::int64_t rows = shape[shape.size() - 2], columns = shape.back();
  checkGrowth({rows, columns}, 0);
  IntTensor mask{{rows, columns}, {}, IntType::boolean};
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t column = 0; column < columns; ++column) {
      const bool isKept = upper ? column >= row + diagonal : column <= row + diagonal;
      mask.values.push_back(isKept ? 1 : 0);
    }
  }
  const std::size_t zero = node.isInteger(0) ? node.hold(IntTensor{{}, {0}}) : node.hold(Tensor{{}, {0.0F}});
  node.emit(Select{}, {node.hold(std::move(mask)), 0, zero});
}

void importEyeLike(NodeReader& node) {
  const std::int64_t k = node.attributes.integer("k", 0);
  const std::int64_t type = node.attributes.integer("dtype", node.isInteger(0) ? kInt64 : kFloat);
  const Shape shape = node.shape(0);
  if (shape.size() != 2) {
    refuse("found operand " + describe(shape), "allowed: a matrix");
  }
  checkGrowth(shape, 0);
  IntTensor result{shape, {}};
  for (std::int64_t i = 0; i < elementCount(shape); ++i) {
    result.values.push_back(i % shape[1] == i / shape[1] + k ? 1 : 0);
  }
  if (isRealType(static_cast<std::int32_t>(type))) {
    node.bind(asReals(result));
    return;
  }
  result.type = intTypeOf(static_cast<std::int32_t>(type)).value_or(IntType::int64);
  node.bind(std::move(result));
}

void importCumSum(NodeReader& node) {
  const Numbers asked = node.integers(1, "axis");
  if (asked.size() != 1) {
    refuse(fmt::format("found {} axes", asked.size()), "allowed: one");
  }
  const bool exclusive = node.attributes.integer("exclusive", 0) != 0;
  const bool reverse = node.attributes.integer("reverse", 0) != 0;
  const auto axis = static_cast<std::size_t>(node.graphAxis(asked[0], 0));
  const Shape shape = node.graphShape(0);
  const std::int64_t size = shape[axis];
  checkGrowth({size, size}, 0);
  Numbers order(shape.size());
  std::iota(order.begin(), order.end(), 0);
  std::swap(order[axis], order.back());
  const std::size_t turned = node.apply(Transpose{order}, {0}, "turned");
  Shape rows = node.graphShape(turned);
  const std::size_t lines =
      node.apply(Reshape{{elementCount(rows) / std::max<std::int64_t>(size, 1), size}}, {turned}, "lines");
  IntTensor ones{{size, size}, {}};
  for (std::int64_t from = 0; from < size; ++from) {
    for (std::int64_t to = 0; to < size; ++to) {
      const bool isBefore = reverse ? from > to : from < to;
      ones.values.push_back(isBefore || (from == to && !exclusive) ? 1 : 0);
    }
  }
  const std::size_t triangle = node.isInteger(0) ? node.hold(std::move(ones)) : node.hold(asReals(ones));
  const std::size_t sums = node.apply(MatrixProduct{}, {lines, triangle}, "sums");
  const std::size_t back = node.apply(Reshape{rows}, {sums}, "shaped");
  node.emit(Transpose{order}, {back});
}

void importNonZero(NodeReader& node) {
  if (node.isActivation(0)) {
    refuse("found an operand that depends on the image", "allowed: a constant",
           "try a product with a mask in place of a selection");
  }
  const Tensor values = asReals(node.operand(0));
  const Numbers steps = rowMajorStrides(values.shape);
  const auto axes = static_cast<std::int64_t>(values.shape.size());
  IntTensor result{{axes, 0}, {}};
  for (std::size_t axis = 0; axis < values.shape.size(); ++axis) {
    for (std::size_t i = 0; i < values.values.size(); ++i) {
      if (values.values[i] != 0.0F) {
        result.values.push_back(static_cast<std::int64_t>(i) / steps[axis] % values.shape[axis]);
      }
    }
  }
  result.shape[1] = axes == 0 ? 0 : static_cast<std::int64_t>(result.values.size()) / axes;
  node.bind(std::move(result));
}

void importTopK(NodeReader& node) {
  if (node.isActivation(0)) {
    refuse("found an operand that depends on the image", "allowed: a constant",
           "try network.output with the name of what TopK reads, if it follows the logits");
  }
  const Numbers counts = node.has(1) ? node.integers(1, "K") : Numbers{node.attributes.integer("k", 0)};
  const bool largest = node.attributes.integer("largest", 1) != 0;
  node.attributes.ignore("sorted");
  const Tensor values = asReals(node.operand(0));
  const Shape shape = values.shape;
  const std::size_t axis = NodeReader::normaliseAxis(node.attributes.integer("axis", -1), shape.size());
  if (counts.size() != 1 || counts[0] < 0 || counts[0] > shape[axis]) {
    refuse(fmt::format("found K [{}]", fmt::join(counts, ", ")),
           fmt::format("allowed: in [0, {}]", shape[axis]));
  }
  const std::int64_t inner = rowMajorStrides(shape)[axis];
  const std::int64_t outer = elementCount(shape) / std::max<std::int64_t>(shape[axis] * inner, 1);
  Shape result = shape;
  result[axis] = counts[0];
  Tensor best{result, std::vector<float>(static_cast<std::size_t>(elementCount(result)))};
  IntTensor places{result, Numbers(best.values.size())};
  for (std::int64_t group = 0; group < outer * inner; ++group) {
    const auto at = [&](std::int64_t i, std::int64_t size) {
      return static_cast<std::size_t>((group / inner * size + i) * inner + group % inner);
    };
    Numbers order(static_cast<std::size_t>(shape[axis]));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
      const float left = values.values[at(a, shape[axis])], right = values.values[at(b, shape[axis])];
      return largest ? left > right : left < right;
    });
    for (std::int64_t i = 0; i < counts[0]; ++i) {
      best.values[at(i, counts[0])] = values.values[at(order[static_cast<std::size_t>(i)], shape[axis])];
      places.values[at(i, counts[0])] = order[static_cast<std::size_t>(i)];
    }
  }
  if (const auto* integers = std::get_if<IntTensor>(&node.operand(0))) {
    IntTensor whole{result, std::vector<std::int64_t>(best.values.begin(), best.values.end()),
                    integers->type};
    node.bind(std::move(whole), 0);
  } else {
    node.bind(std::move(best), 0);
  }
  if (node.outputCount() > 1 && node.isNamed(1)) {
    node.bind(std::move(places), 1);
  }
}

}  // namespace ohmic::models
