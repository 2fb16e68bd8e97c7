// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/window_attributes.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

constexpr std::int64_t kMost = 1 << 24;

Numbers readNumbers(NodeReader& node, const char* name, const Numbers& fallback, std::int64_t least) {
  Numbers numbers = node.attributes.integers(name, fallback);
  if (numbers.size() != fallback.size()) {
    refuse(fmt::format("found {} values of {}", numbers.size(), name),
           fmt::format("allowed: {}, as the input has axes", fallback.size()));
  }
  for (const std::int64_t number : numbers) {
    if (number < least || number > kMost) {
      refuse(fmt::format("found {} in {}", number, name), fmt::format("allowed: in [{}, {}]", least, kMost));
    }
  }
  return numbers;
}

/// Padding of one axis such that there are ceil(size / stride) windows.
std::int64_t samePadding(std::int64_t size, std::int64_t kernel, std::int64_t stride, std::int64_t dilation) {
  const std::int64_t windows = (size + stride - 1) / stride;
  return std::max<std::int64_t>((windows - 1) * stride + dilation * (kernel - 1) + 1 - size, 0);
}

void padSame(Windows& w, const Shape& image, bool upper) {
  for (std::size_t axis = 0; axis < image.size(); ++axis) {
    const std::int64_t all = samePadding(image[axis], w.kernel[axis], w.strides[axis], w.dilations[axis]);
    w.padsBefore[axis] = upper ? all / 2 : all - all / 2;
    w.padsAfter[axis] = all - w.padsBefore[axis];
  }
}

bool isAll(const Numbers& numbers, std::int64_t wanted) {
  return std::all_of(numbers.begin(), numbers.end(),
                     [wanted](std::int64_t number) { return number == wanted; });
}

}  // namespace

bool Windows::isPoint() const {
  return isAll(kernel, 1) && isAll(strides, 1) && isAll(padsBefore, 0) && isAll(padsAfter, 0);
}

Window Windows::plane(std::int64_t rows, std::int64_t columns) const {
  const auto c = static_cast<std::size_t>(columns);
  Window w;
  w.kernelWidth = kernel[c];
  w.strideWidth = strides[c];
  w.padLeft = padsBefore[c];
  w.padRight = padsAfter[c];
  w.dilationWidth = dilations[c];
  if (rows >= 0) {
    const auto r = static_cast<std::size_t>(rows);
    w.kernelHeight = kernel[r];
    w.strideHeight = strides[r];
    w.padTop = padsBefore[r];
    w.padBottom = padsAfter[r];
    w.dilationHeight = dilations[r];
  }
  return w;
}

Windows readWindows(NodeReader& node, const Shape& image, const Shape& kernel) {
  const std::size_t rank = image.size();
  Windows w;
  w.kernel = readNumbers(node, "kernel_shape", kernel.empty() ? Numbers(rank, 0) : kernel, 1);
  if (w.kernel.size() != rank) {
    refuse(fmt::format("found a kernel of {} axes for an input of {}", w.kernel.size(), rank),
           "allowed: equally many");
  }
  w.strides = readNumbers(node, "strides", Numbers(rank, 1), 1);
  w.dilations = readNumbers(node, "dilations", Numbers(rank, 1), 1);
  const Numbers pads = readNumbers(node, "pads", Numbers(2 * rank, 0), 0);
  const auto middle = pads.begin() + static_cast<std::ptrdiff_t>(rank);
  w.padsBefore.assign(pads.begin(), middle);
  w.padsAfter.assign(middle, pads.end());
  const std::string automatic = node.attributes.text("auto_pad", "NOTSET");
  if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER") {
    padSame(w, image, automatic == "SAME_UPPER");
  } else if (automatic == "VALID") {
    w.padsBefore = w.padsAfter = Numbers(rank, 0);
  } else if (automatic != "NOTSET") {
    refuse("found auto_pad " + inQuotes(automatic), "allowed: NOTSET, SAME_UPPER, SAME_LOWER, VALID");
  }
  return w;
}

}  // namespace ohmic::models
