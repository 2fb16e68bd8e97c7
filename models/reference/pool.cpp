// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/pool.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "models/reference/pool.cpp"
#include <hwy/foreach_target.h>  // compiles this file once per instruction set
#include <hwy/highway.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "models/reference/unfold.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::models::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::CappedTag<float, kCopySlack>;
using Vector = hn::Vec<Lanes>;

HWY_INLINE Vector largest(const float* source, const std::vector<std::int64_t>& steps) {
  const Lanes d;
  Vector best = hn::Set(d, -std::numeric_limits<float>::infinity());
  for (const std::int64_t step : steps) {
    const Vector value = hn::LoadU(d, source + step);
    best = hn::IfThenElse(hn::Or(hn::Gt(value, best), hn::IsNaN(value)), value, best);
  }
  return best;
}

HWY_INLINE Vector sum(const float* source, const std::vector<std::int64_t>& steps) {
  const Lanes d;
  Vector total = hn::Zero(d);
  for (const std::int64_t step : steps) {
    total = hn::Add(total, hn::LoadU(d, source + step));
  }
  return total;
}

/// One line of outputs; what is written behind its end is any number.
/// @param source  the pixel that kernel position (0, 0) of the first output meets.
/// @param pixels  for each output how many are in its mean.
void PoolLine(Pool::Kind kind, const float* source, const std::vector<std::int64_t>& steps,
              const float* pixels, std::size_t width, float* output) {
  const Lanes d;
  for (std::size_t x = 0; x < width; x += hn::Lanes(d)) {
    const Vector result = kind == Pool::Kind::max ? largest(source + x, steps)
                                                  : hn::Div(sum(source + x, steps), hn::LoadU(d, pixels + x));
    hn::StoreU(result, d, output + x);
  }
}

}  // namespace
}  // namespace ohmic::models::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ohmic::models {
namespace {

HWY_EXPORT(PoolLine);

/// For each window along one axis, how many of its kernel positions meet the image, or with the border the
/// padded image.
std::vector<std::int64_t> countMet(std::int64_t outputs, std::int64_t stride, std::int64_t kernel,
                                   std::int64_t dilation, std::int64_t first, std::int64_t end) {
  std::vector<std::int64_t> met(static_cast<std::size_t>(outputs), 0);
  for (std::int64_t i = 0; i < outputs; ++i) {
    for (std::int64_t k = 0; k < kernel; ++k) {
      const std::int64_t place = i * stride + k * dilation;
      met[static_cast<std::size_t>(i)] += place >= first && place < end ? 1 : 0;
    }
  }
  return met;
}

/// Pixels that the windows need behind an image of @p size with @p before pixels of border.
std::int64_t neededBehind(std::int64_t outputs, std::int64_t stride, std::int64_t kernel,
                          std::int64_t dilation, std::int64_t before, std::int64_t size) {
  return std::max<std::int64_t>((outputs - 1) * stride + (kernel - 1) * dilation + 1 - before - size, 0);
}

}  // namespace

void pool(const Pool& op, const Shape& inputShape, const Shape& outputShape, const float* input,
          float* output) {
  Window w = op.window;
  const std::int64_t height = outputShape[1];
  const std::int64_t width = outputShape[2];
  const auto counts = [&](std::int64_t outputs, std::int64_t stride, std::int64_t kernel,
                          std::int64_t dilation, std::int64_t before, std::int64_t size,
                          std::int64_t behind) {
    const std::int64_t first = op.countIncludePad ? 0 : before;
    const std::int64_t end = before + size + (op.countIncludePad ? behind : 0);
    return countMet(outputs, stride, kernel, dilation, first, end);
  };
  const auto rows =
      counts(height, w.strideHeight, w.kernelHeight, w.dilationHeight, w.padTop, inputShape[1], w.padBottom);
  const auto columns =
      counts(width, w.strideWidth, w.kernelWidth, w.dilationWidth, w.padLeft, inputShape[2], w.padRight);
  w.padBottom =
      neededBehind(height, w.strideHeight, w.kernelHeight, w.dilationHeight, w.padTop, inputShape[1]);
  w.padRight = neededBehind(width, w.strideWidth, w.kernelWidth, w.dilationWidth, w.padLeft, inputShape[2]);

  const BorderedImage image(w, inputShape);
  std::vector<float> bordered(static_cast<std::size_t>(image.size()) + kCopySlack);
  image.fill(input, op.kind == Pool::Kind::max ? -std::numeric_limits<float>::infinity() : 0.0F,
             bordered.data());
  std::vector<std::int64_t> steps;
  for (std::int64_t ky = 0; ky < w.kernelHeight; ++ky) {
    for (std::int64_t kx = 0; kx < w.kernelWidth; ++kx) {
      steps.push_back(image.step(0, ky, kx));
    }
  }
  std::vector<float> line(static_cast<std::size_t>(width) + kCopySlack);
  std::vector<float> pixels(line.size(), 1.0F);
  const std::int64_t channel = image.size() / inputShape[0];
  for (std::int64_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < columns.size(); ++x) {
      pixels[x] =
          static_cast<float>(std::max<std::int64_t>(rows[static_cast<std::size_t>(y)] * columns[x], 1));
    }
    for (std::int64_t c = 0; c < outputShape[0]; ++c) {
      HWY_DYNAMIC_DISPATCH(PoolLine)
      (op.kind, bordered.data() + c * channel + y * w.strideHeight * image.line(), steps, pixels.data(),
       columns.size(), line.data());
      std::copy_n(line.data(), width, output + (c * height + y) * width);
    }
  }
}

}  // namespace ohmic::models
#endif
