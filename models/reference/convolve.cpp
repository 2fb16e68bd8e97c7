// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>

#include "models/reference/panel_product.h"
#include "models/reference/product.h"

namespace ohmic::models {
namespace {

/// A convolution's extents, for one group of channels.
struct Geometry {
  Window window;
  std::int64_t inputHeight;
  std::int64_t inputWidth;
  std::int64_t outputWidth;
};

/// The input pixels that kernel position (ky, kx) of one channel meets at the output pixels [first, first +
/// count); zero in the padding.
void gather(const Geometry& g, const float* channel, std::int64_t ky, std::int64_t kx, std::int64_t first,
            std::int64_t count, float* row) {
  const Window& w = g.window;
  const std::int64_t offset = kx * w.dilationWidth - w.padLeft;
  std::int64_t y = first / g.outputWidth;
  std::int64_t x = first % g.outputWidth;
  while (count > 0) {
    const std::int64_t run = std::min(count, g.outputWidth - x);
    const std::int64_t inputY = y * w.strideHeight - w.padTop + ky * w.dilationHeight;
    if (inputY < 0 || inputY >= g.inputHeight) {
      std::fill_n(row, run, 0.0F);
    } else {
      const float* line = channel + inputY * g.inputWidth;
      // Output columns below `begin` meet the left padding, those from `end` on the right padding.
      const std::int64_t begin = offset < 0 ? (-offset + w.strideWidth - 1) / w.strideWidth : 0;
      const std::int64_t end = offset < g.inputWidth ? (g.inputWidth - 1 - offset) / w.strideWidth + 1 : 0;
      const std::int64_t from = std::clamp<std::int64_t>(begin - x, 0, run);
      const std::int64_t to = std::clamp<std::int64_t>(end - x, from, run);
      std::fill_n(row, from, 0.0F);
      const float* source = line + x * w.strideWidth + offset;
      if (w.strideWidth == 1) {
        std::copy(source + from, source + to, row + from);
      } else {
        for (std::int64_t i = from; i < to; ++i) {
          row[i] = source[i * w.strideWidth];
        }
      }
      std::fill(row + to, row + run, 0.0F);
    }
    row += run;
    count -= run;
    x = 0;
    ++y;
  }
}

/// Steps [first, first + depth) of the sum, in the order channel, kernel row, kernel column, for the output
/// pixels [pixel, pixel + columns).
void fillPanel(const Geometry& g, const float* input, std::int64_t first, std::int64_t depth,
               std::int64_t pixel, std::int64_t columns, float* panel) {
  const std::int64_t taps = g.window.kernelHeight * g.window.kernelWidth;
  for (std::int64_t k = 0; k < depth; ++k) {
    const std::int64_t tap = (first + k) % taps;
    const float* channel = input + (first + k) / taps * g.inputHeight * g.inputWidth;
    gather(g, channel, tap / g.window.kernelWidth, tap % g.window.kernelWidth, pixel, columns,
           panel + static_cast<std::size_t>(k) * kPanelWidth);
  }
}

/// One group: @p rows output channels of @p depth products each.
void convolveGroup(const Geometry& g, const float* weights, std::int64_t rows, std::int64_t depth,
                   std::int64_t pixels, const float* input, float* output) {
  constexpr std::int64_t kWidth = kPanelWidth;
  constexpr std::int64_t kDepth = kPanelDepth;
  alignas(64) float panel[kPanelWidth * kPanelDepth] = {};
  std::fill_n(output, rows * pixels, 0.0F);
  for (std::int64_t pixel = 0; pixel < pixels; pixel += kWidth) {
    const std::int64_t columns = std::min(kWidth, pixels - pixel);
    for (std::int64_t first = 0; first < depth; first += kDepth) {
      const std::int64_t steps = std::min(kDepth, depth - first);
      fillPanel(g, input, first, steps, pixel, columns, panel);
      addPanelProduct(weights + first, static_cast<std::size_t>(depth), static_cast<std::size_t>(rows), panel,
                      static_cast<std::size_t>(steps), output + pixel, static_cast<std::size_t>(pixels),
                      static_cast<std::size_t>(columns));
    }
  }
}

}  // namespace

void convolve(const Conv& op, const Shape& inputShape, const Shape& outputShape, const float* input,
              float* output) {
  const Geometry g{op.window, inputShape[1], inputShape[2], outputShape[2]};
  const std::int64_t pixels = outputShape[1] * outputShape[2];
  const std::int64_t rows = outputShape[0] / op.groups;
  const std::int64_t depth = op.weight.shape[1] * op.weight.shape[2] * op.weight.shape[3];
  const std::int64_t groupInput = op.weight.shape[1] * inputShape[1] * inputShape[2];
  for (std::int64_t group = 0; group < op.groups; ++group) {
    convolveGroup(g, op.weight.values.data() + group * rows * depth, rows, depth, pixels,
                  input + group * groupInput, output + group * rows * pixels);
  }
  for (std::size_t channel = 0; channel < op.bias.size(); ++channel) {
    float* sums = output + static_cast<std::int64_t>(channel) * pixels;
    for (std::int64_t pixel = 0; pixel < pixels; ++pixel) {
      sums[pixel] += op.bias[channel];
    }
  }
}

}  // namespace ohmic::models
