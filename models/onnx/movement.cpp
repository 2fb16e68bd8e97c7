// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"

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

}  // namespace

void importConcat(NodeReader& node) {
  std::vector<std::size_t> operands(node.inputCount());
  std::iota(operands.begin(), operands.end(), std::size_t{0});
  std::size_t like = 0;  // an activation, where there is one
  for (const std::size_t index : operands) {
    like = node.isActivation(index) ? index : like;
  }
  for (const std::size_t index : operands) {
    if (node.shape(index).size() != node.shape(like).size()) {
      refuse(fmt::format("found operands with {} and {} axes", node.shape(index).size(),
                         node.shape(like).size()),
             "allowed: equally many axes");
    }
  }
  node.emit(Concat{node.graphAxis(node.attributes.integer("axis", 0), like)}, operands);
}

void importPad(NodeReader& node) {
  const std::string mode = node.attributes.text("mode", "constant");
  if (mode != "constant") {
    refuse("found mode " + inQuotes(mode), "allowed: constant", "try zero padding");
  }
  const std::size_t rank = node.shape(0).size();
  const Numbers pads = readNumbers(node, 1, "pads", {});
  if (pads.size() != 2 * rank) {
    refuse(fmt::format("found {} pads for {} axes", pads.size(), rank), "allowed: two per axis");
  }
  const std::size_t batch = node.batchAxes(0);
  if (batch > 0 && (pads[0] != 0 || pads[rank] != 0)) {
    refuse(fmt::format("found pads {} and {} of the batch", pads[0], pads[rank]), "allowed: 0");
  }
  Pad pad;
  pad.before = dropBatch(Numbers(pads.begin(), pads.begin() + static_cast<std::ptrdiff_t>(rank)), batch);
  pad.after = dropBatch(Numbers(pads.begin() + static_cast<std::ptrdiff_t>(rank), pads.end()), batch);
  if (node.has(2)) {
    const auto* integers = std::get_if<IntTensor>(&node.operand(2));
    const bool zero = integers != nullptr && integers->values == Numbers{0};
    pad.value = zero ? 0.0F : node.scalar(2, "padding value");
  } else {
    pad.value = node.attributes.real("value", 0.0F);
  }
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
  const std::size_t batch = node.batchAxes(0);
  if (batch > 0 && (all.counts[0] != shape[0] || all.starts[0] != 0)) {
    refuse("found a slice of the batch", "allowed: slices of one image");
  }
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

}  // namespace ohmic::models
