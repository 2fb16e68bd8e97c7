// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/movement.h"

namespace ohmic::models {
namespace {

float mix(float lower, float upper, float weight) {
  return weight == 0.0F ? lower : lower * (1.0F - weight) + upper * weight;
}

}  // namespace

void resize(const Resize& op, const Shape& inputShape, const float* input, float* output) {
  const std::int64_t width = inputShape.back();
  const std::int64_t plane = inputShape.rbegin()[1] * width;
  const std::int64_t planes = elementCount(Shape(inputShape.begin(), inputShape.end() - 2));
  for (std::int64_t p = 0; p < planes; ++p, input += plane) {
    for (const Resize::Tap& row : op.rows) {
      const float* lower = input + row.lower * width;
      const float* upper = input + row.upper * width;
      for (const Resize::Tap& column : op.columns) {
        *output++ = mix(mix(lower[column.lower], lower[column.upper], column.weight),
                        mix(upper[column.lower], upper[column.upper], column.weight), row.weight);
      }
    }
  }
}

}  // namespace ohmic::models
