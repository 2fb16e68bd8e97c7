// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/pool.h"

#include <algorithm>
#include <limits>

namespace ohmic::models {
namespace {

/// The kernel positions [first, end) of a window along one axis that meet the image.
struct Reach {
  std::int64_t start;  ///< pixel that kernel position 0 meets; may lie in the padding
  std::int64_t first;
  std::int64_t end;
  std::int64_t padded;  ///< how many kernel positions meet the padded image
};

Reach reach(std::int64_t start, std::int64_t kernel, std::int64_t dilation, std::int64_t size,
            std::int64_t padAfter) {
  const auto below = [&](std::int64_t limit) {  // kernel positions that meet a pixel below the limit
    return start < limit ? std::min((limit - 1 - start) / dilation + 1, kernel) : 0;
  };
  return {start, below(0), below(size), below(size + padAfter)};
}

float largest(const float* channel, std::int64_t width, const Window& w, const Reach& y, const Reach& x) {
  float best = -std::numeric_limits<float>::infinity();
  for (std::int64_t ky = y.first; ky < y.end; ++ky) {
    for (std::int64_t kx = x.first; kx < x.end; ++kx) {
      const float value = channel[(y.start + ky * w.dilationHeight) * width + x.start + kx * w.dilationWidth];
      best = value > best || value != value ? value : best;
    }
  }
  return best;
}

float mean(const float* channel, std::int64_t width, const Window& w, const Reach& y, const Reach& x,
           bool countIncludePad) {
  float sum = 0.0F;
  for (std::int64_t ky = y.first; ky < y.end; ++ky) {
    for (std::int64_t kx = x.first; kx < x.end; ++kx) {
      sum += channel[(y.start + ky * w.dilationHeight) * width + x.start + kx * w.dilationWidth];
    }
  }
  const std::int64_t pixels = countIncludePad ? y.padded * x.padded : (y.end - y.first) * (x.end - x.first);
  return sum / static_cast<float>(std::max<std::int64_t>(pixels, 1));
}

}  // namespace

void pool(const Pool& op, const Shape& inputShape, const Shape& outputShape, const float* input,
          float* output) {
  const Window& w = op.window;
  for (std::int64_t channel = 0; channel < outputShape[0]; ++channel) {
    const float* image = input + channel * inputShape[1] * inputShape[2];
    for (std::int64_t row = 0; row < outputShape[1]; ++row) {
      const Reach y = reach(row * w.strideHeight - w.padTop, w.kernelHeight, w.dilationHeight, inputShape[1],
                            w.padBottom);
      for (std::int64_t column = 0; column < outputShape[2]; ++column) {
        const Reach x = reach(column * w.strideWidth - w.padLeft, w.kernelWidth, w.dilationWidth,
                              inputShape[2], w.padRight);
        *output++ = op.kind == Pool::Kind::kMax ? largest(image, inputShape[2], w, y, x)
                                                : mean(image, inputShape[2], w, y, x, op.countIncludePad);
      }
    }
  }
}

}  // namespace ohmic::models
