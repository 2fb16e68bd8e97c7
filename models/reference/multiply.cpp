// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/reference/linear_panels.h"
#include "models/reference/panel_product.h"
#include "models/reference/product.h"

namespace ohmic::models {
namespace {

constexpr std::int64_t kWidth = kPanelWidth;
constexpr std::int64_t kDepth = kPanelDepth;
constexpr std::size_t kPanelSize = kPanelWidth * kPanelDepth;

/// A part of the weights: neighbouring outputs, and steps of their sums.
struct Part {
  std::int64_t output, outputs;
  std::int64_t step, steps;
};

/// Calls @p visit with every part that a panel holds, in the order of the sums.
template <class Visit>
void forEachPart(std::int64_t outputs, std::int64_t depth, const Visit& visit) {
  for (std::int64_t first = 0; first < outputs; first += kWidth) {
    for (std::int64_t k = 0; k < depth; k += kDepth) {
      visit(Part{first, std::min(kWidth, outputs - first), k, std::min(kDepth, depth - k)});
    }
  }
}

/// A part's weights, turned so that neighbouring outputs lie next to each other.
void fillPanel(const Linear& op, const Part& part, float* panel) {
  const std::int64_t depth = op.weight.shape[1];
  const float* const weights = op.weight.values.data() + part.output * depth + part.step;
  for (std::int64_t column = 0; column < part.outputs; ++column) {
    for (std::int64_t k = 0; k < part.steps; ++k) {
      panel[k * kWidth + column] = weights[column * depth + k];
    }
  }
}

/// The sums of all outputs on some rows. @param panelOf  of a part
template <class PanelOf>
void multiplyParts(std::int64_t outputs, std::int64_t depth, const std::vector<float>& bias,
                   std::int64_t rows, const float* input, float* output, const PanelOf& panelOf) {
  std::fill_n(output, rows * outputs, 0.0F);
  forEachPart(outputs, depth, [&](const Part& part) {
    addPanelProduct(input + part.step, static_cast<std::size_t>(depth), static_cast<std::size_t>(rows),
                    panelOf(part), static_cast<std::size_t>(part.steps), output + part.output,
                    static_cast<std::size_t>(outputs), static_cast<std::size_t>(part.outputs));
  });
  for (std::int64_t row = 0; row < rows && !bias.empty(); ++row) {
    for (std::int64_t i = 0; i < outputs; ++i) {
      output[row * outputs + i] += bias[static_cast<std::size_t>(i)];
    }
  }
}

}  // namespace

void multiply(const Linear& op, std::int64_t rows, const float* input, float* output) {
  alignas(64) float panel[kPanelSize] = {};
  multiplyParts(op.weight.shape[0], op.weight.shape[1], op.bias, rows, input, output, [&](const Part& part) {
    fillPanel(op, part, panel);
    return panel;
  });
}

LinearPanels::LinearPanels(const Linear& op)
    : outputs_(op.weight.shape[0]), depth_(op.weight.shape[1]), bias_(op.bias) {
  panels_.resize(static_cast<std::size_t>((outputs_ + kWidth - 1) / kWidth * depth_));
  Step* panel = panels_.data();
  forEachPart(outputs_, depth_, [&](const Part& part) {
    fillPanel(op, part, panel->weights);
    panel += part.steps;
  });
}

void LinearPanels::run(std::int64_t rows, const float* input, float* output) const {
  const Step* next = panels_.data();
  multiplyParts(outputs_, depth_, bias_, rows, input, output, [&](const Part& part) {
    const Step* const panel = next;
    next += part.steps;
    return panel->weights;
  });
}

}  // namespace ohmic::models
