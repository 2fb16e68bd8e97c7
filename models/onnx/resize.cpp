// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

constexpr std::int64_t kMostPixels = 1 << 16;  ///< along one axis

/// How output places map to input places, in ONNX's words.
struct Rule {
  std::string coordinates;
  std::string nearest;
  bool linear;
};

/// Place in the input of output place @p out; @p scale is output per input.
double place(const Rule& rule, std::int64_t out, std::int64_t from, std::int64_t to, double scale) {
  const auto x = static_cast<double>(out);
  if (rule.coordinates == "asymmetric") {
    return x / scale;
  }
  if (rule.coordinates == "align_corners") {
    return to > 1 ? x * static_cast<double>(from - 1) / static_cast<double>(to - 1) : 0.0;
  }
  if (rule.coordinates == "pytorch_half_pixel" && to == 1) {
    return 0.0;
  }
  return (x + 0.5) / scale - 0.5;
}

std::int64_t nearest(const Rule& rule, double x) {
  const double below = std::floor(x);
  const double rest = x - below;
  const bool up = rule.nearest == "ceil"                 ? rest > 0.0
                  : rule.nearest == "round_prefer_ceil"  ? rest >= 0.5
                  : rule.nearest == "round_prefer_floor" ? rest > 0.5
                                                         : false;
  return static_cast<std::int64_t>(below) + (up ? 1 : 0);
}

std::vector<Resize::Tap> taps(const Rule& rule, std::int64_t from, std::int64_t to, double scale) {
  std::vector<Resize::Tap> result;
  const auto inside = [from](std::int64_t at) { return std::clamp<std::int64_t>(at, 0, from - 1); };
  for (std::int64_t out = 0; out < to; ++out) {
    const double x = place(rule, out, from, to, scale);
    if (!rule.linear) {
      const std::int64_t at = inside(nearest(rule, x));
      result.push_back({at, at, 0.0F});
      continue;
    }
    const double clamped = std::clamp(x, 0.0, static_cast<double>(from - 1));
    const auto below = static_cast<std::int64_t>(std::floor(clamped));
    result.push_back({below, inside(below + 1), static_cast<float>(clamped - std::floor(clamped))});
  }
  return result;
}

/// Output sizes and scales of all axes, from the sizes or the scales that the node states.
std::vector<std::pair<std::int64_t, double>> readSizes(NodeReader& node, const Shape& shape) {
  const std::size_t scalesInput = node.opset() < 11 ? 1 : 2;
  std::vector<std::pair<std::int64_t, double>> result;
  if (node.opset() >= 11 && node.has(3)) {
    const Numbers sizes = node.integers(3, "sizes");
    for (std::size_t axis = 0; axis < sizes.size() && axis < shape.size(); ++axis) {
      result.emplace_back(sizes[axis], static_cast<double>(sizes[axis]) / static_cast<double>(shape[axis]));
    }
  } else {
    const std::vector<float> scales =
        node.has(scalesInput) ? node.weights(scalesInput, "scales").values : node.attributes.reals("scales");
    for (std::size_t axis = 0; axis < scales.size() && axis < shape.size(); ++axis) {
      const double size = static_cast<double>(scales[axis]) * static_cast<double>(shape[axis]);
      result.emplace_back(size >= 1.0 && size <= static_cast<double>(kMostPixels)
                              ? static_cast<std::int64_t>(std::floor(size))
                              : 0,
                          static_cast<double>(scales[axis]));
    }
  }
  for (const auto& [size, scale] : result) {
    if (size < 1 || size > kMostPixels) {
      refuse(fmt::format("found a size of {}", size), fmt::format("allowed: in [1, {}]", kMostPixels));
    }
  }
  if (result.size() != shape.size()) {
    refuse(fmt::format("found {} sizes for {} axes", result.size(), shape.size()), "allowed: one per axis");
  }
  return result;
}

}  // namespace

void importResize(NodeReader& node) {
  node.attributes.ignore("cubic_coeff_a");
  node.attributes.ignore("extrapolation_value");
  node.attributes.ignore("exclude_outside");
  const std::string mode = node.attributes.text("mode", "nearest");
  if (mode != "nearest" && mode != "linear") {
    refuse("found mode " + inQuotes(mode), "allowed: nearest, linear", "try mode='bilinear' in its place");
  }
  const char* const coordinates = node.opset() < 11 ? "asymmetric" : "half_pixel";
  Rule rule{node.attributes.text("coordinate_transformation_mode", coordinates),
            node.attributes.text("nearest_mode", node.opset() < 11 ? "floor" : "round_prefer_floor"),
            mode == "linear"};
  const auto known = {"half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"};
  if (std::find(known.begin(), known.end(), rule.coordinates) == known.end()) {
    refuse("found coordinate_transformation_mode " + inQuotes(rule.coordinates),
           "allowed: half_pixel, pytorch_half_pixel, align_corners, asymmetric");
  }
  const Shape shape = node.shape(0);
  const auto sizes = readSizes(node, shape);
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const bool free = axis + 2 >= shape.size() && axis >= node.batchAxes(0);
    if (!free && sizes[axis].first != shape[axis]) {
      refuse(fmt::format("found size {} of axis {}", sizes[axis].first, axis),
             fmt::format("allowed: {}, only rows and columns change", shape[axis]));
    }
  }
  if (shape.size() < 2 + node.batchAxes(0)) {
    refuse("found input " + describe(shape), "allowed: batch x channels x height x width");
  }
  const std::size_t row = shape.size() - 2;
  Shape result = shape;
  result[row] = sizes[row].first;
  result[row + 1] = sizes[row + 1].first;
  static_cast<void>(elementCount(result));
  node.emit(Resize{taps(rule, shape[row], sizes[row].first, sizes[row].second),
                   taps(rule, shape[row + 1], sizes[row + 1].first, sizes[row + 1].second)},
            {0});
}

}  // namespace ohmic::models
