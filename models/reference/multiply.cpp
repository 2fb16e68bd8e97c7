// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>

#include "models/reference/panel_product.h"
#include "models/reference/product.h"

namespace ohmic::models {
namespace {

/// Weights of @p columns neighbouring outputs, turned so that neighbours lie next to each other.
void fillPanel(const float* weights, std::int64_t stride, std::int64_t steps, std::int64_t columns,
               float* panel) {
  for (std::int64_t column = 0; column < columns; ++column) {
    for (std::int64_t k = 0; k < steps; ++k) {
      panel[k * static_cast<std::int64_t>(kPanelWidth) + column] = weights[column * stride + k];
    }
  }
}

}  // namespace

void multiply(const Linear& op, std::int64_t rows, const float* input, float* output) {
  constexpr std::int64_t kWidth = kPanelWidth;
  constexpr std::int64_t kDepth = kPanelDepth;
  const std::int64_t outputs = op.weight.shape[0];
  const std::int64_t depth = op.weight.shape[1];
  alignas(64) float panel[kPanelWidth * kPanelDepth] = {};
  std::fill_n(output, rows * outputs, 0.0F);
  for (std::int64_t first = 0; first < outputs; first += kWidth) {
    const std::int64_t columns = std::min(kWidth, outputs - first);
    for (std::int64_t k = 0; k < depth; k += kDepth) {
      const std::int64_t steps = std::min(kDepth, depth - k);
      fillPanel(op.weight.values.data() + first * depth + k, depth, steps, columns, panel);
      addPanelProduct(input + k, static_cast<std::size_t>(depth), static_cast<std::size_t>(rows), panel,
                      static_cast<std::size_t>(steps), output + first, static_cast<std::size_t>(outputs),
                      static_cast<std::size_t>(columns));
    }
  }
  for (std::int64_t row = 0; row < rows && !op.bias.empty(); ++row) {
    for (std::int64_t i = 0; i < outputs; ++i) {
      output[row * outputs + i] += op.bias[static_cast<std::size_t>(i)];
    }
  }
}

}  // namespace ohmic::models
