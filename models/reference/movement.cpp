// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/movement.h"

#include <algorithm>

#include "models/reference/rows.h"

namespace ohmic::models {
namespace {

using Strides = std::vector<std::int64_t>;

/// Copy a block of @p counts elements between two strided tensors; a scalar is a block of one.
void copyBlock(Shape counts, const float* from, Strides fromStrides, float* to, Strides toStrides) {
  if (counts.empty()) {
    *to = *from;
    return;
  }
  const std::int64_t length = counts.back();
  const std::int64_t fromStep = fromStrides.back();
  const std::int64_t toStep = toStrides.back();
  forEachRow(counts, fromStrides, toStrides, [&](std::int64_t source, std::int64_t target) {
    if (fromStep == 1 && toStep == 1) {
      std::copy_n(from + source, length, to + target);
      return;
    }
    for (std::int64_t i = 0; i < length; ++i) {
      to[target + i * toStep] = from[source + i * fromStep];
    }
  });
}

}  // namespace

void concatenate(const Concat& op, const std::vector<Shape>& inputShapes, const Shape& outputShape,
                 const std::vector<const float*>& inputs, float* output) {
  const Strides strides = rowMajorStrides(outputShape);
  const auto axis = static_cast<std::size_t>(op.axis);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    copyBlock(inputShapes[i], inputs[i], rowMajorStrides(inputShapes[i]), output, strides);
    output += inputShapes[i][axis] * strides[axis];
  }
}

void pad(const Pad& op, const Shape& inputShape, const Shape& outputShape, const float* input,
         float* output) {
  std::fill_n(output, elementCount(outputShape), op.value);
  const Strides from = rowMajorStrides(inputShape);
  const Strides to = rowMajorStrides(outputShape);
  Shape counts(inputShape.size());
  for (std::size_t axis = 0; axis < counts.size(); ++axis) {
    const std::int64_t cutBefore = std::max<std::int64_t>(-op.before[axis], 0);
    const std::int64_t cutAfter = std::max<std::int64_t>(-op.after[axis], 0);
    counts[axis] = inputShape[axis] - cutBefore - cutAfter;
    if (counts[axis] <= 0) {
      return;  // nothing of the input is left
    }
    input += cutBefore * from[axis];
    output += std::max<std::int64_t>(op.before[axis], 0) * to[axis];
  }
  copyBlock(counts, input, from, output, to);
}

void slice(const Slice& op, const Shape& inputShape, const float* input, float* output) {
  Strides from = rowMajorStrides(inputShape);
  for (std::size_t axis = 0; axis < from.size(); ++axis) {
    input += op.starts[axis] * from[axis];
    from[axis] *= op.steps[axis];
  }
  copyBlock(op.counts, input, from, output, rowMajorStrides(op.counts));
}

void gather(const Gather& op, const Shape& inputShape, const float* input, float* output) {
  const auto split = inputShape.begin() + op.axis;
  const std::int64_t outer = elementCount(Shape(inputShape.begin(), split));
  const std::int64_t inner = elementCount(Shape(split + 1, inputShape.end()));
  for (std::int64_t o = 0; o < outer; ++o) {
    for (const std::int64_t index : op.indices) {
      output = std::copy_n(input + (o * *split + index) * inner, inner, output);
    }
  }
}

/// An axis that repeats becomes two: how often (the input stands still), then the input's extent.
void repeat(const Repeat& op, const Shape& inputShape, const float* input, float* output) {
  const Strides strides = rowMajorStrides(inputShape);
  const std::size_t extra = op.shape.size() - inputShape.size();
  Shape counts;
  Strides from;
  for (std::size_t axis = 0; axis < op.shape.size(); ++axis) {
    const std::int64_t extent = axis < extra ? 1 : inputShape[axis - extra];
    counts.insert(counts.end(), {op.shape[axis] / extent, extent});
    from.insert(from.end(), {0, axis < extra ? 0 : strides[axis - extra]});
  }
  copyBlock(counts, input, from, output, rowMajorStrides(counts));
}

void transpose(const Transpose& op, const Shape& inputShape, const Shape& outputShape, const float* input,
               float* output) {
  const Strides strides = rowMajorStrides(inputShape);
  Strides from;
  for (const std::int64_t axis : op.permutation) {
    from.push_back(strides[static_cast<std::size_t>(axis)]);
  }
  copyBlock(outputShape, input, from, output, rowMajorStrides(outputShape));
}

}  // namespace ohmic::models
