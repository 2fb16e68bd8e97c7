// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/convolution.h"

#include <algorithm>

#include "models/reference/product.h"

namespace ohmic::models {
namespace {

constexpr auto kWidth = static_cast<std::int64_t>(kGroup);
constexpr std::int64_t kPanelWidth = 2 * kWidth;
constexpr std::size_t kPanelDepth = 2304;  ///< with the weights of eight rows, within a second-level cache
constexpr std::int64_t kFillRows = 8;      ///< gathering a panel takes as long as so many rows of the product
constexpr std::int64_t kMostLines = 128;   ///< of the image that two groups read without missing the cache
constexpr std::int64_t kManyRows = 32;     ///< that are worth a panel where more lines are read

std::int64_t groupsFor(std::int64_t outputs) { return (outputs + kWidth - 1) / kWidth; }

}  // namespace

Convolution::Convolution(const Conv& op, const Shape& inputShape, const Shape& outputShape)
    : image_(op.window, inputShape),
      pixels_(outputShape[1] * outputShape[2]),
      groupInput_(op.weight.shape[1] * image_.size() / inputShape[0]),
      bias_(op.bias) {
  for (std::int64_t channel = 0; channel < op.weight.shape[1]; ++channel) {
    for (std::int64_t ky = 0; ky < op.window.kernelHeight; ++ky) {
      for (std::int64_t kx = 0; kx < op.window.kernelWidth; ++kx) {
        steps_.push_back(image_.step(channel, ky, kx));
      }
    }
  }
  const std::int64_t rows = outputShape[0] / op.groups;
  for (std::int64_t group = 0; group < op.groups; ++group) {
    weights_.emplace_back(op.weight.values.data() + group * rows * static_cast<std::int64_t>(steps_.size()),
                          static_cast<std::size_t>(rows), steps_.size());
  }
  findGroups(op.window, outputShape, rows, op.weight.shape[1] * op.window.kernelHeight);
}

/// The lines of outputs; all at once where one line's end meets the next one's start.
std::vector<Convolution::Run> Convolution::runsOf(const Window& window, const Shape& outputShape,
                                                  std::int64_t line) {
  const std::int64_t pitch = window.strideHeight * line;
  const std::int64_t width = outputShape[2];
  if (pitch == width) {
    return {{0, 0, outputShape[1] * width}};
  }
  std::vector<Run> runs;
  for (std::int64_t y = 0; y < outputShape[1]; ++y) {
    runs.push_back({y * pitch, y * width, width});
  }
  return runs;
}

void Convolution::addGroups(const Run& run, std::vector<Group>& groups) {
  for (std::int64_t i = 0; i < run.count; i += kWidth) {
    groups.push_back(
        {run.source + i, run.output + i, static_cast<std::size_t>(std::min(kWidth, run.count - i))});
  }
}

void Convolution::findGroups(const Window& window, const Shape& outputShape, std::int64_t rows,
                             std::int64_t lines) {
  const std::vector<Run> runs = runsOf(window, outputShape, image_.line());
  std::int64_t direct = 0;
  for (const Run& run : runs) {
    direct += groupsFor(run.count);
  }
  const bool isFar = lines > kMostLines && rows >= kManyRows;
  if (isFar || groupsFor(pixels_) * (rows + kFillRows) < direct * rows) {
    addPanels(runs);
    return;
  }
  for (const Run& run : runs) {
    addGroups(run, groups_);
  }
}

void Convolution::addPanels(const std::vector<Run>& runs) {
  for (std::int64_t first = 0; first < pixels_; first += kPanelWidth) {
    const std::int64_t end = std::min(pixels_, first + kPanelWidth);
    Panel panel;
    for (const Run& run : runs) {
      for (std::int64_t output = std::max(first, run.output); output < std::min(end, run.output + run.count);
           output += static_cast<std::int64_t>(kPiece)) {
        panel.pieces.push_back({run.source + output - run.output, static_cast<std::size_t>(output - first)});
      }
    }
    addGroups({0, first, end - first}, panel.groups);
    panels_.push_back(std::move(panel));
  }
  for (std::size_t k = 0; k < std::min(kPanelDepth, steps_.size()); ++k) {
    panelPlaces_.push_back(static_cast<std::int64_t>(k) * kPanelWidth);
  }
}

std::size_t Convolution::scratchSize() const noexcept {
  const std::size_t image = image_.isPlain() ? 0 : static_cast<std::size_t>(image_.size()) + kCopySlack;
  return image + panelPlaces_.size() * kPanelWidth + kCopySlack;
}

void Convolution::run(const float* input, float* scratch, Finish finish, float* output) const {
  const float* source = input;
  if (!image_.isPlain()) {
    image_.fill(input, 0.0F, scratch);
    source = scratch;
    scratch += image_.size() + static_cast<std::int64_t>(kCopySlack);
  }
  finish.bias = bias_.empty() ? nullptr : bias_.data();
  const auto pixels = static_cast<std::size_t>(pixels_);
  for (const PackedRows& weights : weights_) {
    if (!groups_.empty()) {
      multiplyGroups(weights, {0, steps_.size(), steps_.data()}, source, groups_.data(), groups_.size(),
                     finish, output, pixels);
    }
    for (const Panel& panel : panels_) {
      multiplyPanel(panel, weights, source, finish, scratch, output);
    }
    source += groupInput_;
    finish.bias += finish.bias == nullptr ? 0 : weights.rows();
    finish.addend += finish.addend == nullptr ? 0 : weights.rows() * pixels;
    output += weights.rows() * pixels;
  }
}

void Convolution::multiplyPanel(const Panel& panel, const PackedRows& weights, const float* source,
                                const Finish& finish, float* room, float* output) const {
  for (std::size_t first = 0; first < steps_.size(); first += kPanelDepth) {
    const std::size_t count = std::min(kPanelDepth, steps_.size() - first);
    fillPanel(source, steps_.data() + first, count, panel.pieces.data(), panel.pieces.size(), kPanelWidth,
              room);
    const bool isLast = first + count == steps_.size();
    multiplyGroups(weights, {first, count, panelPlaces_.data()}, room, panel.groups.data(),
                   panel.groups.size(), isLast ? finish : Finish(), output,
                   static_cast<std::size_t>(pixels_));
  }
}

void convolve(const Conv& op, const Shape& inputShape, const Shape& outputShape, const float* input,
              float* output) {
  const Convolution convolution(op, inputShape, outputShape);
  std::vector<float> image(input, input + elementCount(inputShape));
  image.resize(image.size() + kCopySlack);
  std::vector<float> scratch(convolution.scratchSize());
  convolution.run(image.data(), scratch.data(), {}, output);
}

}  // namespace ohmic::models
