// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>

#include "models/graph/broadcast.h"
#include "models/reference/panel_product.h"
#include "models/reference/product.h"
#include "models/reference/rows.h"

namespace ohmic::models {
namespace {

/// One m x k by k x n product; the panel holds a part of the second matrix.
void multiplyOne(std::int64_t m, std::int64_t k, std::int64_t n, const float* first, const float* second,
                 float* output) {
  constexpr std::int64_t kWidth = kPanelWidth;
  constexpr std::int64_t kDepth = kPanelDepth;
  alignas(64) float panel[kPanelWidth * kPanelDepth] = {};
  std::fill_n(output, m * n, 0.0F);
  for (std::int64_t column = 0; column < n; column += kWidth) {
    const std::int64_t columns = std::min(kWidth, n - column);
    for (std::int64_t step = 0; step < k; step += kDepth) {
      const std::int64_t steps = std::min(kDepth, k - step);
      for (std::int64_t row = 0; row < steps; ++row) {
        std::copy_n(second + (step + row) * n + column, columns, panel + row * kWidth);
      }
      addPanelProduct(first + step, static_cast<std::size_t>(k), static_cast<std::size_t>(m), panel,
                      static_cast<std::size_t>(steps), output + column, static_cast<std::size_t>(n),
                      static_cast<std::size_t>(columns));
    }
  }
}

}  // namespace

void multiplyMatrices(const Shape& firstShape, const Shape& secondShape, const Shape& outputShape,
                      const float* first, const float* second, float* output) {
  const std::int64_t m = outputShape.rbegin()[1];
  const std::int64_t n = outputShape.back();
  const std::int64_t k = firstShape.back();
  const auto leading = [](const Shape& shape) { return Shape(shape.begin(), shape.end() - 2); };
  const Shape outer = leading(outputShape);
  auto firstStrides = broadcastStrides(leading(firstShape), outer);
  auto secondStrides = broadcastStrides(leading(secondShape), outer);
  Shape counts = outer;  // one more axis, so that a row is one product
  counts.push_back(1);
  firstStrides.push_back(0);
  secondStrides.push_back(0);
  forEachRow(counts, firstStrides, secondStrides, [&](std::int64_t a, std::int64_t b) {
    multiplyOne(m, k, n, first + a * m * k, second + b * k * n, output);
    output += m * n;
  });
}

}  // namespace ohmic::models
