// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/window_shape.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

/// The largest kernel, stride, pad or dilation: keeps every product of two within 64 bits.
constexpr std::int64_t kMostPixels = 1 << 24;

void expectImage(const Shape& input) {
  if (input.size() != 3) {
    refuse(fmt::format(
        "found input {}; allowed: channels x height x width; add the missing axes before the export",
        describe(input)));
  }
}

void checkWindow(const Window& w) {
  const auto sizes = {w.kernelHeight, w.kernelWidth,    w.strideHeight,
                      w.strideWidth,  w.dilationHeight, w.dilationWidth};
  const auto pads = {w.padTop, w.padLeft, w.padBottom, w.padRight};
  if (std::min(sizes) < 1 || std::min(pads) < 0 || std::max(std::max(sizes), std::max(pads)) > kMostPixels) {
    refuse(fmt::format(
        "found kernel {}x{}, strides {}x{}, dilations {}x{}, pads {}, {}, {}, {}; allowed: kernel, "
        "strides and dilations in [1, {}], pads in [0, {}]",
        w.kernelHeight, w.kernelWidth, w.strideHeight, w.strideWidth, w.dilationHeight, w.dilationWidth,
        w.padTop, w.padLeft, w.padBottom, w.padRight, kMostPixels, kMostPixels));
  }
}

Shape windowShape(std::int64_t channels, const Window& w, const Shape& input, bool ceilMode) {
  checkWindow(w);
  const Shape result{
      channels,
      windowCount(input[1], w.kernelHeight, w.strideHeight, w.dilationHeight, w.padTop, w.padBottom,
                  ceilMode),
      windowCount(input[2], w.kernelWidth, w.strideWidth, w.dilationWidth, w.padLeft, w.padRight, ceilMode)};
  if (result[1] < 1 || result[2] < 1) {
    refuse(
        fmt::format("found a window of {}x{} pixels on input {}; allowed: a window within the padded input; "
                    "try images of the size that the network was trained on",
                    w.dilationHeight * (w.kernelHeight - 1) + 1, w.dilationWidth * (w.kernelWidth - 1) + 1,
                    describe(input)));
  }
  return result;
}

}  // namespace

std::int64_t windowCount(std::int64_t size, std::int64_t kernel, std::int64_t stride, std::int64_t dilation,
                         std::int64_t padBefore, std::int64_t padAfter, bool ceilMode) {
  const std::int64_t room = size + padBefore + padAfter - (dilation * (kernel - 1) + 1);
  if (room < 0) {
    return 0;
  }
  const std::int64_t count = (room + (ceilMode ? stride - 1 : 0)) / stride + 1;
  const bool lastStartsOutside = (count - 1) * stride >= size + padBefore;
  return ceilMode && lastStartsOutside ? count - 1 : count;
}

Shape convShape(const Conv& op, const Shape& input) {
  expectImage(input);
  const Shape& weight = op.weight.shape;
  if (weight.size() != 4 || weight[2] != op.window.kernelHeight || weight[3] != op.window.kernelWidth) {
    refuse(fmt::format("found weights {} for a kernel of {}x{}; allowed: out x in x height x width",
                       describe(weight), op.window.kernelHeight, op.window.kernelWidth));
  }
  const bool divisible = op.groups >= 1 && weight[0] % op.groups == 0 && input[0] % op.groups == 0;
  if (!divisible || weight[0] < 1 || weight[1] != input[0] / op.groups) {
    refuse(fmt::format(
        "found weights {} and {} groups for input {}; allowed: groups that divide both channels, and "
        "input channels / groups as the weights' second extent",
        describe(weight), op.groups, describe(input)));
  }
  if (!op.bias.empty() && static_cast<std::int64_t>(op.bias.size()) != weight[0]) {
    refuse(fmt::format("found {} biases; allowed: {} or none", op.bias.size(), weight[0]));
  }
  return windowShape(weight[0], op.window, input, false);
}

Shape poolShape(const Pool& op, const Shape& input) {
  expectImage(input);
  const Window& w = op.window;
  const Shape result = windowShape(input[0], w, input, op.ceilMode);
  const std::int64_t height = w.dilationHeight * (w.kernelHeight - 1) + 1;
  const std::int64_t width = w.dilationWidth * (w.kernelWidth - 1) + 1;
  if (std::max(w.padTop, w.padBottom) >= height || std::max(w.padLeft, w.padRight) >= width) {
    refuse(fmt::format(
        "found pads {}, {}, {}, {} on a window of {}x{} pixels; allowed: pads smaller than the window",
        w.padTop, w.padLeft, w.padBottom, w.padRight, height, width));
  }
  return result;
}

}  // namespace ohmic::models
