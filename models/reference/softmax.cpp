// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "configs/mathematics/elementary.h"
#include "models/reference/pointwise.h"

namespace ohmic::models {
namespace {

/// One group of @p count elements, @p stride apart.
void normalise(bool logarithm, std::int64_t count, std::int64_t stride, const float* input, float* output,
               std::vector<double>& powers) {
  float largest = input[0];
  for (std::int64_t i = 1; i < count; ++i) {
    largest = input[i * stride] > largest ? input[i * stride] : largest;
  }
  double sum = 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    const double power =
        configs::exponential(static_cast<double>(input[i * stride]) - static_cast<double>(largest));
    powers[static_cast<std::size_t>(i)] = power;
    sum += power;
  }
  const double shift = logarithm ? static_cast<double>(largest) + configs::logarithm(sum) : 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    if (logarithm) {
      output[i * stride] = static_cast<float>(static_cast<double>(input[i * stride]) - shift);
      continue;
    }
    output[i * stride] = static_cast<float>(powers[static_cast<std::size_t>(i)] / sum);
  }
}

}  // namespace

void softmax(const Softmax& op, const Shape& shape, const float* input, float* output) {
  const auto part = [&](std::int64_t from, std::int64_t to) {
    return elementCount(Shape(shape.begin() + from, shape.begin() + to));
  };
  const std::int64_t outer = part(0, op.firstAxis);
  const std::int64_t count = part(op.firstAxis, op.endAxis);
  const std::int64_t inner = part(op.endAxis, static_cast<std::int64_t>(shape.size()));
  std::vector<double> powers(static_cast<std::size_t>(count));
  for (std::int64_t o = 0; o < outer && count > 0; ++o) {
    for (std::int64_t i = 0; i < inner; ++i) {
      const std::int64_t start = o * count * inner + i;
      normalise(op.logarithm, count, inner, input + start, output + start, powers);
    }
  }
}

}  // namespace ohmic::models
