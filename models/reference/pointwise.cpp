// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/pointwise.h"

#include <functional>

#include "models/graph/broadcast.h"
#include "models/reference/elementary.h"
#include "models/reference/rows.h"

namespace ohmic::models {
namespace {

/// One operand of a row: its first element, and 1 or 0 (repeated) between neighbours.
struct RowOperand {
  const float* values;
  std::int64_t step;
};

template <class Function>
void combineRow(RowOperand first, RowOperand second, std::int64_t count, float* output, Function function) {
  if (first.step == 1 && second.step == 1) {
    for (std::int64_t i = 0; i < count; ++i) {
      output[i] = function(first.values[i], second.values[i]);
    }
    return;
  }
  for (std::int64_t i = 0; i < count; ++i) {
    output[i] = function(first.values[i * first.step], second.values[i * second.step]);
  }
}

template <class Function>
void combine(const Shape& firstShape, const Shape& secondShape, Shape outputShape, const float* first,
             const float* second, float* output, Function function) {
  const std::int64_t count = elementCount(outputShape);
  if (firstShape == secondShape) {
    combineRow({first, 1}, {second, 1}, count, output, function);
    return;
  }
  const auto firstStrides = broadcastStrides(firstShape, outputShape);
  const auto secondStrides = broadcastStrides(secondShape, outputShape);
  const std::int64_t length = outputShape.back();
  forEachRow(outputShape, firstStrides, secondStrides, [&](std::int64_t a, std::int64_t b) {
    combineRow({first + a, firstStrides.back()}, {second + b, secondStrides.back()}, length, output,
               function);
    output += length;
  });
}

}  // namespace

void applyUnary(const Unary& op, std::int64_t count, const float* input, float* output) {
  switch (op.kind) {
    case Unary::Kind::kRelu:
      for (std::int64_t i = 0; i < count; ++i) {
        output[i] = input[i] < 0.0F ? 0.0F : input[i];
      }
      break;
    case Unary::Kind::kSigmoid:
      for (std::int64_t i = 0; i < count; ++i) {
        output[i] = sigmoid(input[i]);
      }
      break;
  }
}

void clip(const Clip& op, std::int64_t count, const float* input, float* output) {
  for (std::int64_t i = 0; i < count; ++i) {
    const float raised = input[i] < op.low ? op.low : input[i];
    output[i] = raised > op.high ? op.high : raised;
  }
}

void scaleChannels(const ChannelAffine& op, const Shape& shape, const float* input, float* output) {
  const std::int64_t size = elementCount(shape) / shape.front();
  for (std::size_t channel = 0; channel < op.scale.size(); ++channel) {
    for (std::int64_t i = 0; i < size; ++i) {
      output[i] = static_cast<float>(op.scale[channel] * static_cast<double>(input[i]) + op.shift[channel]);
    }
    input += size;
    output += size;
  }
}

void applyBinary(const Binary& op, const Shape& firstShape, const Shape& secondShape,
                 const Shape& outputShape, const float* first, const float* second, float* output) {
  switch (op.kind) {
    case Binary::Kind::kAdd:
      combine(firstShape, secondShape, outputShape, first, second, output, std::plus<float>());
      break;
    case Binary::Kind::kSub:
      combine(firstShape, secondShape, outputShape, first, second, output, std::minus<float>());
      break;
    case Binary::Kind::kMul:
      combine(firstShape, secondShape, outputShape, first, second, output, std::multiplies<float>());
      break;
    case Binary::Kind::kDiv:
      combine(firstShape, secondShape, outputShape, first, second, output, std::divides<float>());
      break;
  }
}

}  // namespace ohmic::models
