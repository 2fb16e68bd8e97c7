// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

constexpr std::int64_t kMostPixels = 1 << 16;  ///< along one axis
constexpr float kMostShare = 1e6F;             ///< of an axis, that a region may reach

/// How output places map to input places, in ONNX's words.
struct Rule {
  std::string mode;
  std::string coordinates;
  std::string nearest;
  double cubicCoefficient = -0.75;
  bool excludesOutside = false;
  bool isSmoothed = false;  ///< antialias
  float outside = 0.0F;     ///< extrapolation_value
};

/// One axis: its extents, the factor between them, and the part of it that is taken (tf_crop_and_resize).
struct Axis {
  std::int64_t from = 1;
  std::int64_t to = 1;
  double scale = 1.0;
  double start = 0.0;
  double end = 1.0;

  [[nodiscard]] bool isSame() const { return from == to && scale == 1.0; }
};

/// Place in the input of output place @p out.
double place(const Rule& rule, const Axis& axis, std::int64_t out) {
  const auto x = static_cast<double>(out);
  const double last = static_cast<double>(axis.from - 1);
  const double width = axis.scale * static_cast<double>(axis.from);
  if (rule.coordinates == "asymmetric") {
    return x / axis.scale;
  }
  if (rule.coordinates == "align_corners") {
    return axis.to > 1 ? x * last / static_cast<double>(axis.to - 1) : 0.0;
  }
  if (rule.coordinates == "tf_crop_and_resize") {
    return axis.to > 1
               ? axis.start * last + x * (axis.end - axis.start) * last / static_cast<double>(axis.to - 1)
               : 0.5 * (axis.start + axis.end) * last;
  }
  if (rule.coordinates == "pytorch_half_pixel" && axis.to == 1) {
    return 0.0;
  }
  if (rule.coordinates == "tf_half_pixel_for_nn") {
    return (x + 0.5) / axis.scale;
  }
  if (rule.coordinates == "half_pixel_symmetric") {
    const double offset = 0.5 * static_cast<double>(axis.from) * (1.0 - static_cast<double>(axis.to) / width);
    return offset + (x + 0.5) / axis.scale - 0.5;
  }
  return (x + 0.5) / axis.scale - 0.5;
}

bool isOutside(const Rule& rule, const Axis& axis, double x) {
  return rule.coordinates == "tf_crop_and_resize" && (x < 0.0 || x > static_cast<double>(axis.from - 1));
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

std::vector<Resize::Tap> taps(const Rule& rule, const Axis& axis) {
  std::vector<Resize::Tap> result;
  const auto inside = [&axis](std::int64_t at) { return std::clamp<std::int64_t>(at, 0, axis.from - 1); };
  for (std::int64_t out = 0; out < axis.to; ++out) {
    const double x = place(rule, axis, out);
    if (rule.mode == "nearest") {
      const std::int64_t at = inside(nearest(rule, x));
      result.push_back({at, at, 0.0F});
      continue;
    }
    const double clamped = std::clamp(x, 0.0, static_cast<double>(axis.from - 1));
    const auto below = static_cast<std::int64_t>(std::floor(clamped));
    result.push_back({below, inside(below + 1), static_cast<float>(clamped - std::floor(clamped))});
  }
  return result;
}

/// Weight of an input pixel at distance @p x from the place: the triangle, or Keys' cubic.
double kernel(const Rule& rule, double x) {
  const double size = std::fabs(x);
  if (rule.mode == "linear") {
    return std::max(1.0 - size, 0.0);
  }
  const double a = rule.cubicCoefficient;
  if (size <= 1.0) {
    return ((a + 2.0) * size - (a + 3.0)) * size * size + 1.0;
  }
  return size < 2.0 ? ((a * size - 5.0 * a) * size + 8.0 * a) * size - 4.0 * a : 0.0;
}

/// {from, to}: what each input pixel adds to each output pixel.
Tensor weightsOf(const Rule& rule, const Axis& axis) {
  checkGrowth({axis.from, axis.to}, 0);
  Tensor matrix{{axis.from, axis.to},
                std::vector<float>(static_cast<std::size_t>(axis.from * axis.to), 0.0F)};
  const double narrow = rule.isSmoothed ? std::min(axis.scale, 1.0) : 1.0;
  const double reach = (rule.mode == "linear" ? 1.0 : 2.0) / narrow;
  for (std::int64_t out = 0; out < axis.to; ++out) {
    const double x = place(rule, axis, out);
    if (isOutside(rule, axis, x)) {
      continue;
    }
    const auto first = static_cast<std::int64_t>(std::floor(x - reach));
    const auto last = static_cast<std::int64_t>(std::ceil(x + reach));
    double sum = 0.0;
    std::vector<double> column(static_cast<std::size_t>(axis.from), 0.0);
    for (std::int64_t at = first; at <= last; ++at) {
      const bool isInside = at >= 0 && at < axis.from;
      if (!isInside && rule.excludesOutside) {
        continue;
      }
      const double weight = kernel(rule, (static_cast<double>(at) - x) * narrow);
      column[static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, axis.from - 1))] += weight;
      sum += weight;
    }
    const bool isScaled = rule.isSmoothed || rule.excludesOutside;
    for (std::int64_t at = 0; at < axis.from; ++at) {
      const double weight = column[static_cast<std::size_t>(at)];
      matrix.values[static_cast<std::size_t>(at * axis.to + out)] =
          static_cast<float>(isScaled ? weight / sum : weight);
    }
  }
  return matrix;
}

/// Axes that the sizes or scales are for, by their place in them.
std::vector<std::size_t> readAxes(NodeReader& node, std::size_t rank, std::size_t count) {
  std::vector<std::size_t> axes;
  for (const std::int64_t axis : node.attributes.integers("axes", {})) {
    axes.push_back(NodeReader::normaliseAxis(axis, rank));
  }
  if (axes.empty()) {
    axes.resize(rank);
    std::iota(axes.begin(), axes.end(), std::size_t{0});
  }
  if (axes.size() != count) {
    refuse(fmt::format("found {} sizes for {} axes", count, axes.size()), "allowed: one per axis");
  }
  return axes;
}

void expectSize(double size) {
  if (!(size >= 1.0 && size <= static_cast<double>(kMostPixels))) {
    refuse(fmt::format("found a size of {}", size), fmt::format("allowed: in [1, {}]", kMostPixels));
  }
}

/// Sizes by keep_aspect_ratio_policy: one factor for all axes, the least or the greatest of those asked for.
void keepRatio(const std::string& policy, const Shape& shape, const std::vector<std::size_t>& axes,
               Numbers& sizes) {
  if (policy == "stretch") {
    return;
  }
  if (policy != "not_larger" && policy != "not_smaller") {
    refuse("found keep_aspect_ratio_policy " + inQuotes(policy), "allowed: stretch, not_larger, not_smaller");
  }
  const auto factor = [&](std::size_t i) {
    return static_cast<double>(sizes[i]) / static_cast<double>(shape[axes[i]]);
  };
  double scale = factor(0);
  for (std::size_t i = 1; i < axes.size(); ++i) {
    scale = policy == "not_larger" ? std::min(scale, factor(i)) : std::max(scale, factor(i));
  }
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const double size = std::floor(scale * static_cast<double>(shape[axes[i]]) + 0.5);
    expectSize(size);
    sizes[i] = static_cast<std::int64_t>(size);
  }
}

/// Output sizes and scales of all axes, from the sizes or the scales that the node states.
std::vector<Axis> readSizes(NodeReader& node, const Shape& shape) {
  std::vector<Axis> result;
  for (const std::int64_t extent : shape) {
    result.push_back({extent, extent, 1.0, 0.0, 1.0});
  }
  const std::string policy = node.attributes.text("keep_aspect_ratio_policy", "stretch");
  if (node.opset() >= 11 && node.has(3) && elementCount(node.shape(3)) > 0) {
    Numbers sizes = node.integers(3, "sizes");
    const auto axes = readAxes(node, shape.size(), sizes.size());
    keepRatio(policy, shape, axes, sizes);
    for (std::size_t i = 0; i < axes.size(); ++i) {
      expectSize(static_cast<double>(sizes[i]));
      result[axes[i]].to = sizes[i];
      result[axes[i]].scale = static_cast<double>(sizes[i]) / static_cast<double>(shape[axes[i]]);
    }
    return result;
  }
  const std::size_t scalesInput = node.opset() < 11 ? 1 : 2;
  const std::vector<float> scales =
      node.has(scalesInput) ? node.weights(scalesInput, "scales").values : node.attributes.reals("scales");
  const auto axes = readAxes(node, shape.size(), scales.size());
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const auto scale = static_cast<double>(scales[i]);
    const double size = std::floor(scale * static_cast<double>(shape[axes[i]]));
    expectSize(size);
    result[axes[i]].to = static_cast<std::int64_t>(size);
    result[axes[i]].scale = scale;
  }
  return result;
}

/// The region of tf_crop_and_resize: starts, then ends, as shares of the axes.
void readRegion(NodeReader& node, std::vector<Axis>& axes) {
  if (!node.has(1)) {
    refuse("found no region to crop", "allowed: roi, a constant");
  }
  const std::vector<float> region = node.weights(1, "roi").values;
  for (const float share : region) {
    if (!(std::fabs(share) <= kMostShare)) {
      refuse(fmt::format("found {} in roi", share), fmt::format("allowed: in [-{0}, {0}]", kMostShare));
    }
  }
  const auto own = readAxes(node, axes.size(), region.size() / 2);
  for (std::size_t i = 0; i < own.size(); ++i) {
    axes[own[i]].start = static_cast<double>(region[i]);
    axes[own[i]].end = static_cast<double>(region[i + own.size()]);
    axes[own[i]].scale = axes[own[i]].start == 0.0 && axes[own[i]].end == 1.0 ? axes[own[i]].scale : 0.0;
  }
}

template <class Names>
void expectOneOf(const std::string& text, const char* what, const Names& names) {
  if (std::find(names.begin(), names.end(), text) == names.end()) {
    refuse(std::string("found ") + what + " " + inQuotes(text),
           fmt::format("allowed: {}", fmt::join(names, ", ")));
  }
}

Rule readRule(NodeReader& node) {
  const bool isOld = node.opset() < 11;
  Rule rule;
  rule.mode = node.attributes.text("mode", "nearest");
  rule.coordinates =
      node.attributes.text("coordinate_transformation_mode", isOld ? "asymmetric" : "half_pixel");
  rule.nearest = node.attributes.text("nearest_mode", isOld ? "floor" : "round_prefer_floor");
  rule.cubicCoefficient = static_cast<double>(node.attributes.real("cubic_coeff_a", -0.75F));
  rule.excludesOutside = node.attributes.integer("exclude_outside", 0) != 0;
  rule.isSmoothed = node.attributes.integer("antialias", 0) != 0;
  rule.outside = node.attributes.real("extrapolation_value", 0.0F);
  expectOneOf(rule.mode, "mode", std::vector<std::string>{"nearest", "linear", "cubic"});
  expectOneOf(
      rule.coordinates, "coordinate_transformation_mode",
      std::vector<std::string>{"half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners",
                               "asymmetric", "tf_half_pixel_for_nn", "tf_crop_and_resize"});
  return rule;
}

/// Mixes the elements along one axis by a constant matrix, or takes them where each comes from one alone.
std::size_t resample(NodeReader& node, std::size_t x, std::size_t own, const Rule& rule, const Axis& axis,
                     const std::string& step) {
  if (rule.mode == "nearest") {
    Gather gather{static_cast<std::int64_t>(own), {axis.to}, {}};
    for (const Resize::Tap& tap : taps(rule, axis)) {
      gather.indices.push_back(tap.lower);
    }
    return node.apply(std::move(gather), {x}, step);
  }
  Shape shape = node.graphShape(x);
  Numbers order(shape.size());
  std::iota(order.begin(), order.end(), 0);
  std::swap(order[own], order.back());
  const std::size_t turned = node.apply(Transpose{order}, {x}, step + "_turned");
  Shape lines = node.graphShape(turned);
  const std::size_t rows =
      node.apply(Reshape{{elementCount(lines) / axis.from, axis.from}}, {turned}, step + "_lines");
  const std::size_t mixed =
      node.apply(MatrixProduct{}, {rows, node.hold(weightsOf(rule, axis))}, step + "_mixed");
  lines.back() = axis.to;
  const std::size_t shaped = node.apply(Reshape{lines}, {mixed}, step + "_shaped");
  return node.apply(Transpose{order}, {shaped}, step);
}

/// Where the place of an output is outside the operand, the output is a constant.
std::size_t fillOutside(NodeReader& node, std::size_t x, const Rule& rule, const std::vector<Axis>& axes,
                        std::size_t batch) {
  const Shape shape = node.graphShape(x);
  checkGrowth(shape, 0);
  IntTensor mask{shape, {}, IntType::boolean};
  const std::int64_t count = elementCount(shape);
  for (std::int64_t i = 0; i < count; ++i) {
    std::int64_t rest = i;
    bool isInside = true;
    for (std::size_t axis = shape.size(); axis-- > 0; rest /= shape[axis]) {
      isInside = isInside &&
                 !isOutside(rule, axes[axis + batch], place(rule, axes[axis + batch], rest % shape[axis]));
    }
    mask.values.push_back(isInside ? 1 : 0);
  }
  if (batch > 0) {
    mask.shape.insert(mask.shape.begin(), 1);
  }
  const std::size_t constant = node.hold(Tensor{{}, {rule.outside}});
  return node.apply(Select{}, {node.hold(std::move(mask)), x, constant}, "filled");
}

}  // namespace

void importResize(NodeReader& node) {
  const Rule rule = readRule(node);
  const Shape shape = node.shape(0);
  std::vector<Axis> axes = readSizes(node, shape);
  const bool crops = rule.coordinates == "tf_crop_and_resize";
  if (crops && rule.isSmoothed) {
    refuse("found antialias with tf_crop_and_resize", "allowed: one of them");
  }
  if (crops) {
    readRegion(node, axes);
  }
  if (node.batchAxes(0) == 1 && !axes[0].isSame() && !node.takeWhole()) {
    refuse(fmt::format("found size {} of axis 0", axes[0].to),
           fmt::format("allowed: {}, the batch", shape[0]));
  }
  const std::size_t batch = node.batchAxes(0);
  Shape result;
  for (const Axis& axis : axes) {
    result.push_back(axis.to);
  }
  static_cast<void>(elementCount(result));
  const std::size_t rank = shape.size();
  const bool isPlane = rank >= 2 + batch && std::all_of(axes.begin(), axes.end() - 2,
                                                        [](const Axis& axis) { return axis.isSame(); });
  if (isPlane && !crops && !rule.isSmoothed && rule.mode != "cubic" && !rule.excludesOutside) {
    node.emit(Resize{taps(rule, axes[rank - 2]), taps(rule, axes[rank - 1])}, {0});
    return;
  }
  std::size_t x = 0;
  for (std::size_t own = batch; own < rank; ++own) {
    if (!axes[own].isSame()) {
      x = resample(node, x, own - batch, rule, axes[own], fmt::format("axis_{}", own));
    }
  }
  x = crops ? fillOutside(node, x, rule, axes, batch) : x;
  node.bind(node.operand(x));
}

}  // namespace ohmic::models
