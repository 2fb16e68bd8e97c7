// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <vector>

#include "models/reference/panel_product.h"
#include "models/reference/product.h"

namespace ohmic::models {
namespace {

/// The image with its border of zeros, so that every kernel position meets a pixel, and kCopySlack floats
/// more.
struct Padded {
  std::int64_t height, width;  ///< border included
  std::vector<float> values;
};

Padded addBorder(const Window& w, const Shape& shape, const float* input) {
  Padded padded{shape[1] + w.padTop + w.padBottom, shape[2] + w.padLeft + w.padRight, {}};
  padded.values.resize(static_cast<std::size_t>(shape[0] * padded.height * padded.width) + kCopySlack);
  for (std::int64_t channel = 0; channel < shape[0]; ++channel) {
    float* line = padded.values.data() + (channel * padded.height + w.padTop) * padded.width + w.padLeft;
    for (std::int64_t y = 0; y < shape[1]; ++y, line += padded.width, input += shape[2]) {
      std::copy_n(input, shape[2], line);
    }
  }
  return padded;
}

/// Where neighbouring output pixels lie in a channel of the padded image, for the kernel's first position:
/// runs of pixels that lie side by side.
std::vector<PanelRun> runsOf(const Window& w, std::int64_t outputWidth, std::int64_t paddedWidth,
                             std::int64_t first, std::int64_t count) {
  std::vector<PanelRun> runs;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t y = (first + i) / outputWidth, x = (first + i) % outputWidth;
    if (i == 0 || x == 0 || w.strideWidth > 1) {
      runs.push_back({y * w.strideHeight * paddedWidth + x * w.strideWidth, static_cast<std::size_t>(i), 0});
    }
    ++runs.back().count;
  }
  return runs;
}

/// Where the steps of the sum lie in the padded image, in the order channel, kernel row, kernel column.
std::vector<std::int64_t> stepsOf(const Conv& op, const Padded& padded) {
  const Window& w = op.window;
  std::vector<std::int64_t> steps;
  for (std::int64_t channel = 0; channel < op.weight.shape[1]; ++channel) {
    for (std::int64_t ky = 0; ky < w.kernelHeight; ++ky) {
      for (std::int64_t kx = 0; kx < w.kernelWidth; ++kx) {
        steps.push_back((channel * padded.height + ky * w.dilationHeight) * padded.width +
                        kx * w.dilationWidth);
      }
    }
  }
  return steps;
}

/// One group: @p rows output channels.
/// @param input  the group's channels of the padded image.
void convolveGroup(const Conv& op, const Padded& padded, const std::vector<std::int64_t>& steps,
                   std::int64_t outputWidth, std::int64_t pixels, const float* weights, std::int64_t rows,
                   const float* input, float* output) {
  constexpr std::int64_t kWidth = kPanelWidth;
  constexpr std::size_t kDepth = kPanelDepth;
  alignas(64) float panel[kPanelWidth * kPanelDepth + kCopySlack] = {};
  std::fill_n(output, rows * pixels, 0.0F);
  for (std::int64_t pixel = 0; pixel < pixels; pixel += kWidth) {
    const std::int64_t columns = std::min(kWidth, pixels - pixel);
    const auto runs = runsOf(op.window, outputWidth, padded.width, pixel, columns);
    for (std::size_t first = 0; first < steps.size(); first += kDepth) {
      const std::size_t depth = std::min(kDepth, steps.size() - first);
      fillPanel(input, steps.data() + first, depth, runs.data(), runs.size(), panel);
      addPanelProduct(weights + first, steps.size(), static_cast<std::size_t>(rows), panel, depth,
                      output + pixel, static_cast<std::size_t>(pixels), static_cast<std::size_t>(columns));
    }
  }
}

/// Where the groups of neighbouring output pixels lie in a channel of the padded image; empty if some lie on
/// two lines.
std::vector<std::int64_t> groupsOf(const Window& w, std::int64_t outputWidth, std::int64_t pixels,
                                   std::int64_t paddedWidth) {
  constexpr auto kWidth = static_cast<std::int64_t>(kGroup);
  std::vector<std::int64_t> groups;
  for (std::int64_t pixel = 0; w.strideWidth == 1 && outputWidth % kWidth == 0 && pixel < pixels;
       pixel += kWidth) {
    groups.push_back(pixel / outputWidth * w.strideHeight * paddedWidth + pixel % outputWidth);
  }
  return groups;
}

}  // namespace

void convolve(const Conv& op, const Shape& inputShape, const Shape& outputShape, const float* input,
              float* output) {
  const Padded padded = addBorder(op.window, inputShape, input);
  const std::vector<std::int64_t> steps = stepsOf(op, padded);
  const std::int64_t pixels = outputShape[1] * outputShape[2];
  const std::int64_t rows = outputShape[0] / op.groups;
  const std::int64_t groupInput = op.weight.shape[1] * padded.height * padded.width;
  const std::vector<std::int64_t> lines = groupsOf(op.window, outputShape[2], pixels, padded.width);
  for (std::int64_t group = 0; group < op.groups; ++group) {
    const float* weights = op.weight.values.data() + group * rows * static_cast<std::int64_t>(steps.size());
    const float* source = padded.values.data() + group * groupInput;
    float* outputs = output + group * rows * pixels;
    if (lines.empty()) {
      convolveGroup(op, padded, steps, outputShape[2], pixels, weights, rows, source, outputs);
    } else {
      multiplyGroups(weights, static_cast<std::size_t>(rows), source, steps.data(), steps.size(),
                     lines.data(), lines.size(), op.bias.empty() ? nullptr : op.bias.data() + group * rows,
                     outputs, static_cast<std::size_t>(pixels));
    }
  }
  for (std::size_t channel = 0; channel < op.bias.size() && lines.empty(); ++channel) {
    float* sums = output + static_cast<std::int64_t>(channel) * pixels;
    for (std::int64_t pixel = 0; pixel < pixels; ++pixel) {
      sums[pixel] += op.bias[channel];
    }
  }
}

}  // namespace ohmic::models
