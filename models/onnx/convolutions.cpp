// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/convolutions.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "models/graph/refusal.h"
#include "models/graph/window_shape.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

constexpr std::int64_t kMostPositions = 4096;  ///< of a kernel whose operands are gathered first

std::vector<float> biasOf(const NodeReader& node, std::int64_t bias) {
  return bias < 0 ? std::vector<float>() : node.weights(static_cast<std::size_t>(bias), "bias").values;
}

/// Weights as an operator carries them: steps along another axis than the outputs' are of no use.
Tensor takeWeights(Tensor weights) {
  if (weights.steps.size() > 1 && weights.stepAxis != 0) {
    weights.steps.clear();
  }
  return weights;
}

Numbers outputExtents(const Shape& image, const Windows& w) {
  Numbers extents;
  for (std::size_t axis = 0; axis < image.size(); ++axis) {
    extents.push_back(windowCount(image[axis], w.kernel[axis], w.strides[axis], w.dilations[axis],
                                  w.padsBefore[axis], w.padsAfter[axis], false));
    if (extents.back() < 1) {
      refuse(fmt::format("found a window of {} elements on an axis of {}",
                         w.dilations[axis] * (w.kernel[axis] - 1) + 1, image[axis]),
             "allowed: a window within the padded input",
             "try images of the size that the network was trained on");
    }
  }
  return extents;
}

Shape joined(std::initializer_list<Shape> parts) {
  Shape shape;
  for (const Shape& part : parts) {
    shape.insert(shape.end(), part.begin(), part.end());
  }
  return shape;
}

/// The operands of every output, kernel position by kernel position: from {channels, lead ..., image ...} to
/// {channels, positions, outputs}.
std::size_t gather(NodeReader& node, std::size_t x, const Shape& shape, const Shape& lead, const Windows& w) {
  const std::int64_t channels = shape.front();
  const Shape image(shape.begin() + 1 + static_cast<std::ptrdiff_t>(lead.size()), shape.end());
  const Numbers outputs = outputExtents(image, w);
  const std::int64_t positions = elementCount(w.kernel);
  if (positions > kMostPositions) {
    refuse(fmt::format("found a kernel of {} positions", positions),
           fmt::format("allowed: {}", kMostPositions));
  }
  const std::size_t fixed = 1 + lead.size();
  Pad pad{Numbers(fixed, 0), Numbers(fixed, 0), 0.0F};
  pad.before.insert(pad.before.end(), w.padsBefore.begin(), w.padsBefore.end());
  pad.after.insert(pad.after.end(), w.padsAfter.begin(), w.padsAfter.end());
  const bool isPadded = std::any_of(pad.before.begin(), pad.before.end(), [](auto p) { return p != 0; }) ||
                        std::any_of(pad.after.begin(), pad.after.end(), [](auto p) { return p != 0; });
  const std::size_t padded = isPadded ? node.apply(pad, {x}, "padded") : x;
  std::vector<std::size_t> parts;
  Numbers place(w.rank(), 0);
  const Shape part{channels, 1, elementCount(lead) * elementCount(outputs)};
  for (std::int64_t position = 0; position < positions; ++position) {
    Slice slice{Numbers(fixed, 0), Numbers(fixed, 1), joined({{channels}, lead, outputs})};
    for (std::size_t axis = 0; axis < w.rank(); ++axis) {
      slice.starts.push_back(place[axis] * w.dilations[axis]);
      slice.steps.push_back(w.strides[axis]);
    }
    const std::string step = fmt::format("at_{}", fmt::join(place, "_"));
    const std::size_t taken = w.isPoint() ? padded : node.apply(std::move(slice), {padded}, step);
    parts.push_back(node.apply(Reshape{part}, {taken}, step + "_line"));
    for (std::size_t axis = w.rank(); axis-- > 0 && ++place[axis] == w.kernel[axis];) {
      place[axis] = 0;
    }
  }
  return parts.size() == 1 ? parts.front() : node.apply(Concat{1}, parts, "operands");
}

/// {channels * positions, outputs} times weights.
/// @returns {out, outputs}, or {out, 1, outputs}
std::size_t multiply(NodeReader& node, std::size_t operands, std::size_t weights, std::int64_t bias,
                     std::int64_t groups) {
  const Shape gathered = node.graphShape(operands);  // {channels, positions, outputs}
  const Shape kernel = node.shape(weights);
  const std::int64_t out = kernel.front();
  const std::int64_t depth = elementCount(kernel) / std::max<std::int64_t>(out, 1);
  if (groups < 1 || out < 1 || out % groups != 0 || gathered[0] != kernel[1] * groups) {
    refuse(fmt::format("found weights {} and {} groups for input of {} channels", describe(kernel), groups,
                       gathered[0]),
           "allowed: groups that divide both channels, and input channels / groups as the weights' second "
           "extent");
  }
  if (node.isActivation(weights)) {
    const std::size_t left = node.apply(Reshape{{groups, out / groups, depth}}, {weights}, "kernels");
    const std::size_t right = node.apply(Reshape{{groups, depth, gathered[2]}}, {operands}, "columns");
    return node.apply(MatrixProduct{}, {left, right}, "product");
  }
  Conv conv;
  conv.weight = takeWeights(node.weights(weights, "weights"));
  conv.weight.shape = {out, depth, 1, 1};
  conv.bias = biasOf(node, bias);
  conv.groups = groups;
  const std::size_t image =
      node.apply(Reshape{{gathered[0] * gathered[1], 1, gathered[2]}}, {operands}, "columns");
  return node.apply(std::move(conv), {image}, "product");
}

/// A bias that depends on the image, added behind the product.
std::size_t addBias(NodeReader& node, std::size_t result, const Shape& shape, std::int64_t bias) {
  Shape column(shape.size(), 1);
  column[0] = shape[0];
  const std::size_t turned = node.apply(Reshape{column}, {static_cast<std::size_t>(bias)}, "bias");
  return node.apply(Binary{Binary::Kind::add}, {result, turned}, "with_bias");
}

/// The Conv that an image of two axes, or a line, needs.
Conv planeOf(const NodeReader& node, std::size_t weights, std::int64_t bias,
             const ConvolutionSettings& settings) {
  const Windows& w = settings.windows;
  Conv conv;
  conv.weight = takeWeights(node.weights(weights, "weights"));
  conv.window = w.rank() == 1 ? w.plane(-1, 0) : w.plane(0, 1);
  conv.groups = settings.groups;
  conv.bias = biasOf(node, bias);
  if (w.rank() == 1) {
    conv.weight.shape.insert(conv.weight.shape.begin() + 2, 1);
  }
  return conv;
}

std::size_t convolveLine(NodeReader& node, std::size_t x, Conv conv) {
  const Shape line = node.graphShape(x);
  const std::size_t image = node.apply(Reshape{{line[0], 1, line[1]}}, {x}, "image");
  const std::size_t product = node.apply(std::move(conv), {image}, "product");
  const Shape result = node.graphShape(product);
  return node.apply(Reshape{{result[0], result[2]}}, {product}, "line");
}

bool isFixed(const NodeReader& node, std::size_t weights, std::int64_t bias) {
  return !node.isActivation(weights) && (bias < 0 || !node.isActivation(static_cast<std::size_t>(bias)));
}

}  // namespace

std::size_t computeConvolution(NodeReader& node, std::size_t x, std::size_t weights, std::int64_t bias,
                               const ConvolutionSettings& settings) {
  const Windows& w = settings.windows;
  const bool isConstant = isFixed(node, weights, bias);
  if (isConstant && node.batchAxes(x) == 1 && w.rank() <= 2) {
    Conv conv = planeOf(node, weights, bias, settings);
    return w.rank() == 1 ? convolveLine(node, x, std::move(conv))
                         : node.apply(std::move(conv), {x}, "product");
  }
  if (!isConstant && !node.takeWhole()) {
    refuse("found weights that depend on the image, for several images at once",
           "allowed: a batch that is free or 1", "try exporting with dynamic_axes={'input': {0: 'batch'}}");
  }
  const bool hasBatch = node.batchAxes(x) == 0;  // an axis of images that the graph has
  Shape shape = node.graphShape(x);
  Shape lead;
  Transpose turn;
  turn.permutation.resize(shape.size());
  std::iota(turn.permutation.begin(), turn.permutation.end(), 0);
  std::swap(turn.permutation[0], turn.permutation[1]);
  if (hasBatch) {
    x = node.apply(turn, {x}, "channels_first");
    lead = {shape[0]};
    std::swap(shape[0], shape[1]);
  }
  const Shape image(shape.begin() + 1 + static_cast<std::ptrdiff_t>(lead.size()), shape.end());
  const std::size_t operands = gather(node, x, shape, lead, w);
  std::size_t result = multiply(node, operands, weights, isConstant ? bias : -1, settings.groups);
  const Shape outputs = joined({{node.shape(weights).front()}, lead, outputExtents(image, w)});
  result = node.apply(Reshape{outputs}, {result}, "shaped");
  if (!isConstant && bias >= 0) {
    result = addBias(node, result, outputs, bias);
  }
  return hasBatch ? node.apply(turn, {result}, "batch_first") : result;
}

void emitConvolution(NodeReader& node, std::size_t x, std::size_t weights, std::int64_t bias,
                     const ConvolutionSettings& settings) {
  if (isFixed(node, weights, bias) && node.batchAxes(x) == 1 && settings.windows.rank() == 2) {
    node.emit(planeOf(node, weights, bias, settings), {x});
    return;
  }
  node.bind(node.operand(computeConvolution(node, x, weights, bias, settings)));
}

ConvolutionSettings readConvolution(NodeReader& node, std::size_t x, std::size_t weights) {
  const Shape shape = node.shape(x);
  const Shape kernel = node.shape(weights);
  if (shape.size() < 3 || kernel.size() != shape.size()) {
    refuse("found input " + describe(shape) + " and weights " + describe(kernel),
           "allowed: batch x channels x ... and out x in x ..., of one to three further axes each",
           "try a network of one-, two- or three-dimensional layers");
  }
  ConvolutionSettings settings;
  settings.windows =
      readWindows(node, Shape(shape.begin() + 2, shape.end()), Shape(kernel.begin() + 2, kernel.end()));
  settings.groups = node.attributes.integer("group", 1);
  return settings;
}

void importConv(NodeReader& node) {
  emitConvolution(node, 0, 1, node.has(2) ? 2 : -1, readConvolution(node, 0, 1));
}

namespace {

/// Weights of a transposed convolution, {in, out / groups, kernel ...}, as those of a plain one on the spread
/// input: {out, in / groups, kernel ...}, each kernel turned round.
std::size_t turnKernels(NodeReader& node, std::size_t weights, std::int64_t groups) {
  const Shape shape = node.shape(weights);
  const Shape kernel(shape.begin() + 2, shape.end());
  if (groups < 1 || shape[0] % groups != 0) {
    refuse(fmt::format("found {} groups for weights {}", groups, describe(shape)),
           "allowed: groups that divide the input's channels");
  }
  const std::size_t rank = kernel.size();
  Transpose turn{{0, 2, 1}};
  for (std::size_t axis = 0; axis < rank; ++axis) {
    turn.permutation.push_back(static_cast<std::int64_t>(axis) + 3);
  }
  Slice flip{Numbers(2, 0), Numbers(2, 1), shape};
  for (const std::int64_t extent : kernel) {
    flip.starts.push_back(extent - 1);
    flip.steps.push_back(-1);
  }
  const std::size_t flipped = node.apply(std::move(flip), {weights}, "flipped");
  const std::size_t grouped =
      node.apply(Reshape{joined({{groups, shape[0] / groups, shape[1]}, kernel})}, {flipped}, "groups");
  const std::size_t turned = node.apply(std::move(turn), {grouped}, "turned");
  return node.apply(Reshape{joined({{groups * shape[1], shape[0] / groups}, kernel})}, {turned}, "kernels");
}

/// Puts stride - 1 zeros between neighbours and pads; a negative pad cuts.
std::size_t spread(NodeReader& node, std::size_t x, const Numbers& strides, const Numbers& before,
                   const Numbers& after) {
  const Shape shape = node.graphShape(x);
  const std::size_t fixed = shape.size() - strides.size();
  const Shape front(shape.begin(), shape.begin() + static_cast<std::ptrdiff_t>(fixed));
  Shape apart = front;
  Shape wide = front;
  Pad zeros{Numbers(fixed, 0), Numbers(fixed, 0), 0.0F};
  Pad border = zeros;
  for (std::size_t axis = 0; axis < strides.size(); ++axis) {
    const std::int64_t extent = shape[fixed + axis];
    apart.insert(apart.end(), {extent, 1});
    wide.push_back(extent * strides[axis]);
    zeros.before.insert(zeros.before.end(), {0, 0});
    zeros.after.insert(zeros.after.end(), {0, strides[axis] - 1});
    border.before.push_back(before[axis]);
    border.after.push_back(after[axis] - (strides[axis] - 1));  // the zeros behind the last element
  }
  if (std::any_of(strides.begin(), strides.end(), [](std::int64_t stride) { return stride > 1; })) {
    x = node.apply(Reshape{apart}, {x}, "apart");
    x = node.apply(std::move(zeros), {x}, "with_zeros");
    x = node.apply(Reshape{wide}, {x}, "spread");
  }
  return node.apply(std::move(border), {x}, "padded");
}

/// Pads of the output from output_shape: total = stride (in - 1) + output_padding + extent - output.
void fitOutput(const Windows& w, const Shape& image, const Numbers& output, const Numbers& extra,
               const std::string& automatic, Numbers& before, Numbers& after) {
  for (std::size_t axis = 0; axis < image.size(); ++axis) {
    const std::int64_t extent = (w.kernel[axis] - 1) * w.dilations[axis] + 1;
    const std::int64_t total = w.strides[axis] * (image[axis] - 1) + extra[axis] + extent - output[axis];
    const std::int64_t half = std::max<std::int64_t>(total, 0) / 2;
    before[axis] = automatic == "SAME_UPPER" ? half : std::max<std::int64_t>(total, 0) - half;
    after[axis] = total - before[axis];  // below 0 where the output reaches further than the kernels
  }
}

}  // namespace

void importConvTranspose(NodeReader& node) {
  const Shape shape = node.shape(0);
  const Shape kernel = node.shape(1);
  if (shape.size() < 3 || kernel.size() != shape.size()) {
    refuse("found input " + describe(shape) + " and weights " + describe(kernel),
           "allowed: batch x channels x ... and in x out x ..., of one to three further axes each");
  }
  const Shape image(shape.begin() + 2, shape.end());
  const std::string automatic = node.attributes.text("auto_pad", "NOTSET");
  ConvolutionSettings settings;
  Windows& w = settings.windows;
  w = readWindows(node, image, Shape(kernel.begin() + 2, kernel.end()));
  settings.groups = node.attributes.integer("group", 1);
  const Numbers extra = node.attributes.integers("output_padding", Numbers(image.size(), 0));
  Numbers output = node.attributes.integers("output_shape", {});
  Numbers before = w.padsBefore;
  Numbers after = w.padsAfter;
  const auto isSmall = [](const Numbers& numbers) {
    return std::all_of(numbers.begin(), numbers.end(),
                       [](std::int64_t n) { return n >= 0 && n <= (1 << 24); });
  };
  if (extra.size() != image.size() || (!output.empty() && output.size() < image.size()) || !isSmall(extra) ||
      !isSmall(output)) {
    refuse(
        fmt::format("found {} values of output_padding and {} of output_shape", extra.size(), output.size()),
        fmt::format("allowed: {}", image.size()));
  }
  if (output.empty() && (automatic == "SAME_UPPER" || automatic == "SAME_LOWER")) {
    for (std::size_t axis = 0; axis < image.size(); ++axis) {
      output.push_back(image[axis] * w.strides[axis]);
    }
  }
  if (!output.empty()) {
    output.erase(output.begin(), output.end() - static_cast<std::ptrdiff_t>(image.size()));
    fitOutput(w, image, output, extra, automatic, before, after);
  }
  for (std::size_t axis = 0; axis < image.size(); ++axis) {
    const std::int64_t reach = (w.kernel[axis] - 1) * w.dilations[axis];
    before[axis] = reach - before[axis];
    after[axis] = reach - after[axis] + extra[axis];
  }
  const std::size_t x = spread(node, 0, w.strides, before, after);
  const std::size_t weights = turnKernels(node, 1, settings.groups);
  w.strides = Numbers(image.size(), 1);
  w.padsBefore = w.padsAfter = Numbers(image.size(), 0);
  emitConvolution(node, x, weights, node.has(2) ? 2 : -1, settings);
}

}  // namespace ohmic::models
