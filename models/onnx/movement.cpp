// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/parts.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

/// Numbers of an input, or in old opsets of an attribute.
Numbers readNumbers(NodeReader& node, std::size_t input, const char* name, Numbers fallback) {
  return node.has(input) ? node.integers(input, name) : node.attributes.integers(name, std::move(fallback));
}

/// The graph's part of one number per axis: drops the batch's.
Numbers dropBatch(const Numbers& perAxis, std::size_t batchAxes) {
  return Numbers(perAxis.begin() + static_cast<std::ptrdiff_t>(batchAxes), perAxis.end());
}

struct Range {
  std::int64_t start;
  std::int64_t step;
  std::int64_t count;
};

/// ONNX's rule for a slice of @p size elements: negative places count from the end, all are clamped.
Range sliceAxis(std::int64_t start, std::int64_t end, std::int64_t step, std::int64_t size) {
  if (step == 0 || step == std::numeric_limits<std::int64_t>::min()) {
    refuse(fmt::format("found step {}", step), "allowed: steps other than 0");
  }
  const auto place = [size](std::int64_t at) { return at < 0 ? std::max(at, -size - 1) + size : at; };
  const std::int64_t lowest = step > 0 ? 0 : -1;
  const std::int64_t highest = step > 0 ? size : size - 1;
  const std::int64_t from = std::clamp(place(start), std::int64_t{0}, std::max<std::int64_t>(highest, 0));
  const std::int64_t to = std::clamp(place(end), lowest, size);
  const std::int64_t distance = step > 0 ? to - from : from - to;
  const std::int64_t stride = step > 0 ? step : -step;
  const std::int64_t count = distance > 0 && size > 0 ? (distance - 1) / stride + 1 : 0;
  return {count > 0 ? from : 0, count > 1 ? step : 1, count};
}

/// Where each element of a padded axis comes from; -1 for the constant.
Numbers sourcesOf(const std::string& mode, std::int64_t size, std::int64_t before, std::int64_t after) {
  Numbers sources;
  const std::int64_t period = mode == "reflect" ? 2 * (size - 1) : size;
  if (size < 1 || (mode == "reflect" && size < 2 && (before > 0 || after > 0))) {
    refuse(fmt::format("found mode {} on an axis of {} elements", mode, size), "allowed: at least 2");
  }
  for (std::int64_t i = -before; i < size + after; ++i) {
    if (mode == "edge") {
      sources.push_back(std::clamp<std::int64_t>(i, 0, size - 1));
      continue;
    }
    const std::int64_t place = period == 0 ? 0 : ((i % period) + period) % period;
    sources.push_back(mode == "reflect" && place >= size ? period - place : place);
  }
  return sources;
}

/// Pads axis by axis with elements of the operand itself.
void padWithOwn(NodeReader& node, const std::string& mode, const Pad& pad) {
  constexpr std::int64_t kMost = 1 << 20;
  std::size_t x = 0;
  for (std::size_t axis = 0; axis < pad.before.size(); ++axis) {
    if (pad.before[axis] == 0 && pad.after[axis] == 0) {
      continue;
    }
    if (std::max(pad.before[axis], pad.after[axis]) > kMost ||
        std::min(pad.before[axis], pad.after[axis]) < -kMost) {
      refuse(fmt::format("found pads {} and {}", pad.before[axis], pad.after[axis]),
             fmt::format("allowed: at most {}", kMost));
    }
    Numbers sources = sourcesOf(mode, node.graphShape(x)[axis], pad.before[axis], pad.after[axis]);
    const auto count = static_cast<std::int64_t>(sources.size());
    x = node.apply(Gather{static_cast<std::int64_t>(axis), {count}, std::move(sources)}, {x},
                   fmt::format("axis_{}", axis));
  }
  node.bind(node.operand(x));
}

/// Two pads for each axis of the operand: before all axes, then behind them.
Numbers readPads(NodeReader& node) {
  const std::size_t rank = node.shape(0).size();
  const Numbers pads = readNumbers(node, 1, "pads", node.attributes.integers("paddings", {}));
  if (!node.has(3)) {
    if (pads.size() != 2 * rank) {
      refuse(fmt::format("found {} pads for {} axes", pads.size(), rank), "allowed: two per axis");
    }
    return pads;
  }
  const Numbers axes = node.integers(3, "axes");
  if (pads.size() != 2 * axes.size()) {
    refuse(fmt::format("found {} pads for {} axes", pads.size(), axes.size()), "allowed: two per axis");
  }
  Numbers all(2 * rank, 0);
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const std::size_t axis = NodeReader::normaliseAxis(axes[i], rank);
    all[axis] = pads[i];
    all[axis + rank] = pads[i + axes.size()];
  }
  return all;
}

}  // namespace

std::size_t computeConcat(NodeReader& node, const std::vector<std::size_t>& operands) {
  std::size_t like = operands.empty() ? 0 : operands.front();  // an activation, where there is one
  for (const std::size_t index : operands) {
    like = node.isActivation(index) ? index : like;
  }
  bool isRepeated = false;  // a constant for every image of a batch of 1
  for (const std::size_t index : operands) {
    if (node.shape(index).size() != node.shape(like).size()) {
      refuse(fmt::format("found operands with {} and {} axes", node.shape(index).size(),
                         node.shape(like).size()),
             "allowed: equally many axes");
    }
    isRepeated =
        isRepeated || (!node.isActivation(index) && !node.shape(index).empty() && node.shape(index)[0] != 1);
  }
  if (isRepeated && node.isActivation(like)) {
    node.takeWhole();
  }
  return node.apply(Concat{node.graphAxis(node.attributes.integer("axis", 0), like)}, operands, "joined");
}

void importConcat(NodeReader& node) {
  std::vector<std::size_t> operands(node.inputCount());
  std::iota(operands.begin(), operands.end(), std::size_t{0});
  node.bind(node.operand(computeConcat(node, operands)));
}

void importPad(NodeReader& node) {
  const std::string mode = node.attributes.text("mode", "constant");
  if (mode != "constant" && mode != "reflect" && mode != "edge" && mode != "wrap") {
    refuse("found mode " + inQuotes(mode), "allowed: constant, reflect, edge, wrap");
  }
  const std::size_t rank = node.shape(0).size();
  const Numbers pads = readPads(node);
  if (node.batchAxes(0) > 0 && (pads[0] != 0 || pads[rank] != 0) && !node.takeWhole()) {
    refuse(fmt::format("found pads {} and {} of the batch", pads[0], pads[rank]), "allowed: 0");
  }
  const std::size_t batch = node.batchAxes(0);
  Pad pad;
  pad.before = dropBatch(Numbers(pads.begin(), pads.begin() + static_cast<std::ptrdiff_t>(rank)), batch);
  pad.after = dropBatch(Numbers(pads.begin() + static_cast<std::ptrdiff_t>(rank), pads.end()), batch);
  if (mode != "constant") {
    padWithOwn(node, mode, pad);
    return;
  }
  pad.value = node.has(2) ? node.scalar(2, "padding value") : node.attributes.real("value", 0.0F);
  node.emit(std::move(pad), {0});
}

void importSlice(NodeReader& node) {
  const Shape shape = node.shape(0);
  const Numbers starts = readNumbers(node, 1, "starts", {});
  const Numbers ends = readNumbers(node, 2, "ends", {});
  Numbers axes(starts.size());
  std::iota(axes.begin(), axes.end(), 0);
  axes = readNumbers(node, 3, "axes", axes);
  const Numbers steps = node.has(4) ? node.integers(4, "steps") : Numbers(starts.size(), 1);
  if (ends.size() != starts.size() || axes.size() != starts.size() || steps.size() != starts.size()) {
    refuse(fmt::format("found {} starts, {} ends, {} axes and {} steps", starts.size(), ends.size(),
                       axes.size(), steps.size()),
           "allowed: equally many");
  }
  Slice all{Numbers(shape.size(), 0), Numbers(shape.size(), 1), shape};
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t axis = NodeReader::normaliseAxis(axes[i], shape.size());
    const Range range = sliceAxis(starts[i], ends[i], steps[i], shape[axis]);
    all.starts[axis] = range.start;
    all.steps[axis] = range.step;
    all.counts[axis] = range.count;
  }
  if (node.batchAxes(0) > 0 && (all.counts[0] != shape[0] || all.starts[0] != 0) && !node.takeWhole()) {
    refuse("found a slice of the batch", "allowed: slices of one image");
  }
  const std::size_t batch = node.batchAxes(0);
  node.emit(Slice{dropBatch(all.starts, batch), dropBatch(all.steps, batch), dropBatch(all.counts, batch)},
            {0});
}

void importTranspose(NodeReader& node) {
  const std::size_t rank = node.shape(0).size();
  Numbers reversed(rank);
  std::iota(reversed.rbegin(), reversed.rend(), 0);
  Numbers order = node.attributes.integers("perm", reversed);
  if (node.batchAxes(0) == 1 && order.size() == rank && order[0] != 0) {
    node.takeWhole();
  }
  const std::size_t batch = node.batchAxes(0);
  if (order.size() != rank || (batch > 0 && order[0] != 0)) {
    refuse(fmt::format("found permutation [{}]", fmt::join(order, ", ")),
           batch > 0 ? "allowed: each axis once, the batch first" : "allowed: each axis once");
  }
  order = dropBatch(order, batch);
  for (std::int64_t& axis : order) {
    axis -= static_cast<std::int64_t>(batch);
  }
  node.emit(Transpose{order}, {0});
}

void importCenterCropPad(NodeReader& node) {
  const Shape shape = node.shape(0);
  const Numbers wanted = node.integers(1, "shape");
  Numbers axes(wanted.size());
  std::iota(axes.begin(), axes.end(), 0);
  axes = node.attributes.integers("axes", axes);
  if (axes.size() != wanted.size()) {
    refuse(fmt::format("found {} axes for {} extents", axes.size(), wanted.size()), "allowed: equally many");
  }
  const Numbers own = [&] {
    Numbers graph;
    for (const std::int64_t axis : axes) {
      static_cast<void>(node.graphAxis(axis, 0));
    }
    for (const std::int64_t axis : axes) {
      graph.push_back(node.graphAxis(axis, 0));
    }
    return graph;
  }();
  const Shape from = node.graphShape(0);
  Pad pad{Numbers(from.size(), 0), Numbers(from.size(), 0), 0.0F};
  for (std::size_t i = 0; i < own.size(); ++i) {
    const auto axis = static_cast<std::size_t>(own[i]);
    if (wanted[i] < 0 || wanted[i] > kMostElements) {
      refuse(fmt::format("found an extent of {}", wanted[i]),
             fmt::format("allowed: in [0, {}]", kMostElements));
    }
    const std::int64_t difference = wanted[i] - from[axis];  // an odd one leaves more behind, a cut too
    pad.before[axis] = difference >= 0 ? difference / 2 : -((-difference) / 2);
    pad.after[axis] = difference - pad.before[axis];
  }
  node.emit(std::move(pad), {0});
}

}  // namespace ohmic::models
