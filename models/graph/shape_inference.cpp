// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/shape_inference.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "models/graph/broadcast.h"
#include "models/graph/refusal.h"
#include "models/graph/window_shape.h"

namespace ohmic::models {
namespace {

void expectInputs(const std::vector<Shape>& inputs, std::size_t count) {
  if (inputs.size() != count) {
    refuse(fmt::format("found {} operands; allowed: {}", inputs.size(), count));
  }
}

void expectPerAxis(std::size_t found, const Shape& input, const char* what) {
  if (found != input.size()) {
    refuse(fmt::format("found {} {} for an operand {}; allowed: one per axis", found, what, describe(input)));
  }
}

/// One rule per operator.
struct Rule {
  const std::vector<Shape>& inputs;

  const Shape& only() const {
    expectInputs(inputs, 1);
    return inputs.front();
  }

  Shape operator()(const Conv& op) const { return convShape(op, only()); }
  Shape operator()(const Pool& op) const { return poolShape(op, only()); }
  Shape operator()(const Unary& /*op*/) const { return only(); }
  Shape operator()(const Clip& /*op*/) const { return only(); }

  Shape operator()(const Linear& op) const {
    Shape shape = only();
    const Shape& weight = op.weight.shape;
    if (weight.size() != 2 || elementCount(weight) == 0 || shape.empty() || shape.back() != weight[1]) {
      refuse(
          fmt::format("found input {} for weights {}; allowed: as many inputs as the weights' second extent; "
                      "try exporting the model again",
                      describe(shape), describe(weight)));
    }
    if (!op.bias.empty() && static_cast<std::int64_t>(op.bias.size()) != weight[0]) {
      refuse(fmt::format("found {} biases; allowed: {} or none", op.bias.size(), weight[0]));
    }
    shape.back() = weight[0];
    return shape;
  }

  Shape operator()(const ChannelAffine& op) const {
    const Shape& shape = only();
    const bool hasAxis = op.axis >= 0 && op.axis < static_cast<std::int64_t>(shape.size());
    if (!hasAxis || static_cast<std::int64_t>(op.scale.size()) != shape[static_cast<std::size_t>(op.axis)] ||
        op.scale.size() != op.shift.size()) {
      refuse(fmt::format("found {} scales and {} shifts for input {}; allowed: one of each per channel",
                         op.scale.size(), op.shift.size(), describe(shape)));
    }
    return shape;
  }

  Shape operator()(const Binary& /*op*/) const {
    expectInputs(inputs, 2);
    return broadcastShape(inputs[0], inputs[1]);
  }

  Shape operator()(const Concat& op) const {
    if (inputs.empty()) {
      refuse("found no operands; allowed: at least one");
    }
    Shape result = inputs.front();
    const auto axis = static_cast<std::size_t>(op.axis);
    if (op.axis < 0 || axis >= result.size()) {
      refuse(fmt::format("found axis {} for an operand {}; allowed: one of its axes", op.axis,
                         describe(result)));
    }
    result[axis] = 0;
    for (const Shape& input : inputs) {
      Shape rest = input;
      if (rest.size() == result.size()) {
        rest[axis] = result[axis];
      }
      if (rest != result) {
        refuse(fmt::format("found operands {} and {}; allowed: equal extents except along the axis",
                           describe(inputs.front()), describe(input)));
      }
      result[axis] += input[axis];
    }
    return result;
  }

  Shape operator()(const Pad& op) const {
    Shape result = only();
    expectPerAxis(op.before.size(), result, "leading pads");
    expectPerAxis(op.after.size(), result, "trailing pads");
    for (std::size_t axis = 0; axis < result.size(); ++axis) {
      const auto [least, most] = std::minmax(op.before[axis], op.after[axis]);
      const bool small = least >= -kMostElements && most <= kMostElements;
      result[axis] = small ? result[axis] + op.before[axis] + op.after[axis] : -1;
      if (result[axis] < 0) {
        refuse(fmt::format(
            "found pads {} and {} on axis {} of operand {}; allowed: a result that is not negative",
            op.before[axis], op.after[axis], axis, describe(inputs.front())));
      }
    }
    return result;
  }

  Shape operator()(const Slice& op) const {
    const Shape& shape = only();
    expectPerAxis(op.starts.size(), shape, "starts");
    expectPerAxis(op.steps.size(), shape, "steps");
    expectPerAxis(op.counts.size(), shape, "counts");
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
      const std::int64_t last = op.starts[axis] + (op.counts[axis] - 1) * op.steps[axis];
      const bool inside =
          std::min(op.starts[axis], last) >= 0 && std::max(op.starts[axis], last) < shape[axis];
      if (op.counts[axis] < 0 || (op.counts[axis] > 0 && !inside)) {
        refuse(fmt::format("found elements {} to {} of axis {} of operand {}; allowed: its elements",
                           op.starts[axis], last, axis, describe(shape)));
      }
    }
    return op.counts;
  }

  Shape operator()(const Transpose& op) const {
    const Shape& shape = only();
    std::vector<std::int64_t> sorted = op.permutation;
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::int64_t> axes(shape.size());
    std::iota(axes.begin(), axes.end(), 0);
    if (sorted != axes) {
      refuse(fmt::format("found permutation [{}] of operand {}; allowed: each axis once",
                         fmt::join(op.permutation, ", "), describe(shape)));
    }
    Shape result;
    for (const std::int64_t axis : op.permutation) {
      result.push_back(shape[static_cast<std::size_t>(axis)]);
    }
    return result;
  }

  Shape operator()(const Reshape& op) const {
    if (elementCount(only()) != elementCount(op.shape)) {
      refuse(fmt::format("found shape {} for operand {}; allowed: as many elements", describe(op.shape),
                         describe(only())));
    }
    return op.shape;
  }

  Shape operator()(const Softmax& op) const {
    const Shape& shape = only();
    if (op.firstAxis < 0 || op.endAxis <= op.firstAxis ||
        op.endAxis > static_cast<std::int64_t>(shape.size())) {
      refuse(fmt::format("found axes {} to {} of operand {}; allowed: its axes", op.firstAxis, op.endAxis,
                         describe(shape)));
    }
    return shape;
  }

  Shape operator()(const Select& /*op*/) const {
    expectInputs(inputs, 3);
    return broadcastShape(inputs[0], broadcastShape(inputs[1], inputs[2]));
  }

  Shape operator()(const Reduce& op) const {
    Shape shape = only();
    const bool isPlace = op.kind == Reduce::Kind::argMax || op.kind == Reduce::Kind::argMin;
    if (isPlace && op.axes.size() != 1) {
      refuse(fmt::format("found {} axes; allowed: one, along which the extreme is sought", op.axes.size()));
    }
    for (const std::int64_t axis : op.axes) {
      if (axis < 0 || axis >= static_cast<std::int64_t>(shape.size()) ||
          shape[static_cast<std::size_t>(axis)] == 0) {
        refuse(fmt::format("found axis {} of operand {}; allowed: its axes, none empty", axis,
                           describe(only())));
      }
      shape[static_cast<std::size_t>(axis)] = 1;
    }
    for (auto axis = op.axes.rbegin(); axis != op.axes.rend() && !op.keepAxes; ++axis) {
      shape.erase(shape.begin() + *axis);
    }
    return shape;
  }

  Shape operator()(const Normalise& op) const {
    const Shape& shape = only();
    if (op.firstAxis < 0 || op.endAxis <= op.firstAxis ||
        op.endAxis > static_cast<std::int64_t>(shape.size())) {
      refuse(fmt::format("found axes {} to {} of operand {}; allowed: its axes", op.firstAxis, op.endAxis,
                         describe(shape)));
    }
    const auto part = [&](std::int64_t from, std::int64_t to) {
      return elementCount(Shape(shape.begin() + from, shape.begin() + to));
    };
    const auto rank = static_cast<std::int64_t>(shape.size());
    const std::int64_t wanted =
        op.perGroup ? part(0, op.firstAxis) * part(op.endAxis, rank) : part(op.firstAxis, op.endAxis);
    const auto found = static_cast<std::int64_t>(op.scale.size());
    if (found != wanted || op.shift.size() != op.scale.size()) {
      refuse(fmt::format("found {} scales and {} shifts for operand {}; allowed: {} of each", found,
                         op.shift.size(), describe(shape), wanted));
    }
    return shape;
  }

  Shape operator()(const Lrn& op) const {
    if (op.size < 1 || only().empty()) {
      refuse(
          fmt::format("found size {} on operand {}; allowed: at least 1 channel", op.size, describe(only())));
    }
    return only();
  }

  Shape operator()(const MatrixProduct& /*op*/) const {
    expectInputs(inputs, 2);
    const auto bad = [&]() {
      refuse(fmt::format("found operands {} and {}; allowed: ... x m x k and ... x k x n",
                         describe(inputs[0]), describe(inputs[1])));
    };
    if (inputs[0].size() < 2 || inputs[1].size() < 2 || inputs[0].back() != inputs[1].rbegin()[1]) {
      bad();
    }
    Shape result = broadcastShape(Shape(inputs[0].begin(), inputs[0].end() - 2),
                                  Shape(inputs[1].begin(), inputs[1].end() - 2));
    result.push_back(inputs[0].rbegin()[1]);
    result.push_back(inputs[1].back());
    return result;
  }

  Shape operator()(const Gather& op) const {
    const Shape& shape = only();
    if (op.axis < 0 || op.axis >= static_cast<std::int64_t>(shape.size())) {
      refuse(fmt::format("found axis {} of operand {}; allowed: its axes", op.axis, describe(shape)));
    }
    const auto split = shape.begin() + op.axis;
    for (const std::int64_t index : op.indices) {
      if (index < 0 || index >= *split) {
        refuse(fmt::format("found index {} on axis {} of operand {}; allowed: in [0, {}]", index, op.axis,
                           describe(shape), *split - 1));
      }
    }
    Shape result(shape.begin(), split);
    result.insert(result.end(), op.shape.begin(), op.shape.end());
    result.insert(result.end(), split + 1, shape.end());
    return result;
  }

  Shape operator()(const Repeat& op) const {
    const Shape& shape = only();
    bool fits = op.shape.size() >= shape.size();
    for (std::size_t i = 1; fits && i <= shape.size(); ++i) {
      const std::int64_t from = shape[shape.size() - i];
      const std::int64_t to = op.shape[op.shape.size() - i];
      fits = from == 0 ? to == 0 : to % from == 0;
    }
    if (!fits) {
      refuse(fmt::format("found shape {} for operand {}; allowed: multiples of its extents",
                         describe(op.shape), describe(shape)));
    }
    return op.shape;
  }

  Shape operator()(const Resize& op) const {
    Shape shape = only();
    if (shape.size() < 2) {
      refuse(fmt::format("found operand {}; allowed: at least rows and columns", describe(shape)));
    }
    const auto check = [&](const std::vector<Resize::Tap>& taps, std::int64_t size) {
      for (const Resize::Tap& tap : taps) {
        if (std::min(tap.lower, tap.upper) < 0 || std::max(tap.lower, tap.upper) >= size) {
          refuse(fmt::format("found places {} and {} on an axis of {} elements; allowed: its elements",
                             tap.lower, tap.upper, size));
        }
      }
      return static_cast<std::int64_t>(taps.size());
    };
    std::int64_t& rows = shape.rbegin()[1];
    rows = check(op.rows, rows);
    shape.back() = check(op.columns, shape.back());
    return shape;
  }

  Shape operator()(const Quantise& /*op*/) const { return only(); }

  Shape operator()(const Constant& op) const {
    expectInputs(inputs, 0);
    return op.tensor.shape;
  }
};

}  // namespace

Shape outputShape(const Operator& op, const std::vector<Shape>& inputs) {
  return std::visit(Rule{inputs}, op);
}

}  // namespace ohmic::models
