// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/pointwise.h"

#include <cmath>
#include <functional>

#include "configs/mathematics/elementary.h"
#include "models/graph/broadcast.h"
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

/// a^b: by multiplications for small whole exponents (a negative base is allowed there), else in double.
float power(float a, float b) {
  constexpr float kMostMultiplications = 64.0F;
  const float size = b < 0.0F ? -b : b;
  if (size <= kMostMultiplications && std::floor(b) == b) {
    double product = 1.0;
    for (float n = 0.0F; n < size; n += 1.0F) {
      product *= static_cast<double>(a);
    }
    return static_cast<float>(b < 0.0F ? 1.0 / product : product);
  }
  return static_cast<float>(configs::power(static_cast<double>(a), static_cast<double>(b)));
}

}  // namespace

void clip(const Clip& op, std::int64_t count, const float* input, float* output) {
  for (std::int64_t i = 0; i < count; ++i) {
    const float raised = input[i] < op.low ? op.low : input[i];
    output[i] = raised > op.high ? op.high : raised;
  }
}

void scaleChannels(const ChannelAffine& op, const Shape& shape, const float* input, float* output) {
  const std::int64_t size = elementCount(Shape(shape.begin() + op.axis + 1, shape.end()));
  const std::int64_t outer = elementCount(Shape(shape.begin(), shape.begin() + op.axis));
  for (std::int64_t o = 0; o < outer; ++o) {
    for (std::size_t channel = 0; channel < op.scale.size(); ++channel) {
      for (std::int64_t i = 0; i < size; ++i) {
        output[i] = static_cast<float>(op.scale[channel] * static_cast<double>(input[i]) + op.shift[channel]);
      }
      input += size;
      output += size;
    }
  }
}

void applyBinary(const Binary& op, const Shape& firstShape, const Shape& secondShape,
                 const Shape& outputShape, const float* first, const float* second, float* output) {
  switch (op.kind) {
    case Binary::Kind::add:
      combine(firstShape, secondShape, outputShape, first, second, output, std::plus<float>());
      break;
    case Binary::Kind::sub:
      combine(firstShape, secondShape, outputShape, first, second, output, std::minus<float>());
      break;
    case Binary::Kind::mul:
      combine(firstShape, secondShape, outputShape, first, second, output, std::multiplies<float>());
      break;
    case Binary::Kind::div:
      combine(firstShape, secondShape, outputShape, first, second, output, std::divides<float>());
      break;
    case Binary::Kind::pow:
      combine(firstShape, secondShape, outputShape, first, second, output, power);
      break;
    case Binary::Kind::min:
      combine(firstShape, secondShape, outputShape, first, second, output,
              [](float a, float b) { return b < a || b != b ? b : a; });
      break;
    case Binary::Kind::max:
      combine(firstShape, secondShape, outputShape, first, second, output,
              [](float a, float b) { return b > a || b != b ? b : a; });
      break;
    case Binary::Kind::pRelu:
      combine(firstShape, secondShape, outputShape, first, second, output,
              [](float a, float b) { return a < 0.0F ? b * a : a; });
      break;
    case Binary::Kind::equal:
      combine(firstShape, secondShape, outputShape, first, second, output,
              [](float a, float b) { return a == b ? 1.0F : 0.0F; });
      break;
    case Binary::Kind::less:
      combine(firstShape, secondShape, outputShape, first, second, output,
              [](float a, float b) { return a < b ? 1.0F : 0.0F; });
      break;
    case Binary::Kind::mod:
      combine(firstShape, secondShape, outputShape, first, second, output, [](float a, float b) {
        const float rest = std::fmod(a, b);
        return rest != 0.0F && (rest < 0.0F) != (b < 0.0F) ? rest + b : rest;
      });
      break;
    case Binary::Kind::remainder:
      combine(firstShape, secondShape, outputShape, first, second, output,
              [](float a, float b) { return std::fmod(a, b); });
      break;
    case Binary::Kind::exclusiveOr:
      combine(firstShape, secondShape, outputShape, first, second, output,
              [](float a, float b) { return (a != 0.0F) != (b != 0.0F) ? 1.0F : 0.0F; });
      break;
    case Binary::Kind::lessOrEqual:
      combine(firstShape, secondShape, outputShape, first, second, output,
              [](float a, float b) { return a <= b ? 1.0F : 0.0F; });
      break;
  }
}

void select(const std::vector<Shape>& inputShapes, const Shape& outputShape,
            const std::vector<const float*>& inputs, float* output) {
  Shape single = outputShape;  // one more axis, so that a row is one element
  single.push_back(1);
  std::vector<std::vector<std::int64_t>> strides;
  for (const Shape& shape : inputShapes) {
    strides.push_back(broadcastStrides(shape, outputShape));
    strides.back().push_back(0);
  }
  float* target = output;
  forEachRow(single, strides[0], strides[1], [&](std::int64_t condition, std::int64_t first) {
    *target++ = inputs[0][condition] != 0.0F ? inputs[1][first] : 0.0F;
  });
  forEachRow(single, strides[0], strides[2], [&](std::int64_t condition, std::int64_t second) {
    *output = inputs[0][condition] != 0.0F ? *output : inputs[2][second];
    ++output;
  });
}

}  // namespace ohmic::models
