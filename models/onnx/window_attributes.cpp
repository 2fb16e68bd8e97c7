// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/window_attributes.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

Numbers readNumbers(NodeReader& node, const char* name, const Numbers& fallback) {
  Numbers numbers = node.attributes.integers(name, fallback);
  if (numbers.size() != fallback.size()) {
    refuse(fmt::format("found {} values of {}", numbers.size(), name),
           fmt::format("allowed: {} for an image", fallback.size()));
  }
  constexpr std::int64_t kMost = 1 << 24;
  for (const std::int64_t number : numbers) {
    if (number < 0 || number > kMost) {
      refuse(fmt::format("found {} in {}", number, name), fmt::format("allowed: in [0, {}]", kMost));
    }
  }
  return numbers;
}

/// Padding of one axis such that there are ceil(size / stride) windows.
std::int64_t samePadding(std::int64_t size, std::int64_t kernel, std::int64_t stride, std::int64_t dilation) {
  const std::int64_t windows = (size + stride - 1) / stride;
  return std::max<std::int64_t>((windows - 1) * stride + dilation * (kernel - 1) + 1 - size, 0);
}

void padSame(Window& w, const Shape& image, bool upper) {
  const std::int64_t high = samePadding(image[2], w.kernelHeight, w.strideHeight, w.dilationHeight);
  const std::int64_t wide = samePadding(image[3], w.kernelWidth, w.strideWidth, w.dilationWidth);
  w.padTop = upper ? high / 2 : high - high / 2;
  w.padLeft = upper ? wide / 2 : wide - wide / 2;
  w.padBottom = high - w.padTop;
  w.padRight = wide - w.padLeft;
}

}  // namespace

Window readWindow(NodeReader& node, const Shape& kernel) {
  const Shape image = node.shape(0);
  if (image.size() != 4) {
    refuse("found input " + describe(image), "allowed: batch x channels x height x width",
           "try a network of two-dimensional layers");
  }
  const Numbers size = readNumbers(node, "kernel_shape", kernel.empty() ? Numbers{0, 0} : kernel);
  const Numbers strides = readNumbers(node, "strides", {1, 1});
  const Numbers dilations = readNumbers(node, "dilations", {1, 1});
  const Numbers pads = readNumbers(node, "pads", {0, 0, 0, 0});
  const std::string automatic = node.attributes.text("auto_pad", "NOTSET");
  Window w{size[0], size[1], strides[0], strides[1],   pads[0],
           pads[1], pads[2], pads[3],    dilations[0], dilations[1]};
  if (std::min({w.kernelHeight, w.kernelWidth, w.strideHeight, w.strideWidth}) < 1) {
    refuse(fmt::format("found kernel {}x{} and strides {}x{}", size[0], size[1], strides[0], strides[1]),
           "allowed: at least 1");
  }
  if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER") {
    padSame(w, image, automatic == "SAME_UPPER");
  } else if (automatic == "VALID") {
    w.padTop = w.padLeft = w.padBottom = w.padRight = 0;
  } else if (automatic != "NOTSET") {
    refuse("found auto_pad " + inQuotes(automatic), "allowed: NOTSET, SAME_UPPER, SAME_LOWER, VALID");
  }
  return w;
}

}  // namespace ohmic::models
