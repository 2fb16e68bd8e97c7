// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/rows.h"

#include <algorithm>

namespace ohmic::sim {
namespace {

bool isElementwise(const models::Node& node) {
  const auto* affine = std::get_if<models::ChannelAffine>(&node.op);
  return std::holds_alternative<models::Unary>(node.op) || std::holds_alternative<models::Clip>(node.op) ||
         (affine != nullptr && affine->axis == 0) || std::holds_alternative<models::Binary>(node.op);
}

}  // namespace

const models::Window* windowOf(const models::Node& node) {
  if (const auto* conv = std::get_if<models::Conv>(&node.op)) {
    return &conv->window;
  }
  const auto* pool = std::get_if<models::Pool>(&node.op);
  return pool != nullptr ? &pool->window : nullptr;
}

RowLayout::RowLayout(const models::Shape& shape) {
  if (shape.size() == 3) {
    channels = shape[0], rows = shape[1], width = shape[2];
  } else {
    width = models::elementCount(shape);
  }
}

void RowLayout::read(const float* tensor, std::int64_t first, std::int64_t count, float* part) const {
  for (std::int64_t c = 0; c < channels; ++c) {
    part = std::copy_n(tensor + (c * rows + first) * width, count * width, part);
  }
}

void RowLayout::write(const float* part, std::int64_t first, std::int64_t count, float* tensor) const {
  for (std::int64_t c = 0; c < channels; ++c) {
    std::copy_n(part + c * count * width, count * width, tensor + (c * rows + first) * width);
  }
}

void RowLayout::readRows(const float* store, std::int64_t count, float* part) const {
  const std::int64_t runs = count == 1 ? 1 : channels;  // a row by itself is in one piece
  const std::int64_t run = elements() / runs;
  for (std::int64_t r = 0; r < runs; ++r) {
    for (std::int64_t row = 0; row < count; ++row) {
      part = std::copy_n(store + row * elements() + r * run, run, part);
    }
  }
}

void RowLayout::writeRows(const float* part, std::int64_t count, float* store) const {
  const std::int64_t runs = count == 1 ? 1 : channels;
  const std::int64_t run = elements() / runs;
  for (std::int64_t r = 0; r < runs; ++r) {
    for (std::int64_t row = 0; row < count; ++row, part += run) {
      std::copy_n(part, run, store + row * elements() + r * run);
    }
  }
}

bool isRowWise(const models::Graph& graph, const models::Node& node) {
  const auto& shape = graph.values[node.output].shape;
  if (shape.size() != 3) {
    return false;
  }
  if (const auto* pool = std::get_if<models::Pool>(&node.op)) {
    return !pool->ceilMode;
  }
  if (const auto* concat = std::get_if<models::Concat>(&node.op)) {
    return concat->axis == 0;
  }
  return std::holds_alternative<models::Conv>(node.op) ||
         (isElementwise(node) && std::all_of(node.inputs.begin(), node.inputs.end(), [&](std::size_t input) {
            return graph.values[input].shape == shape;
          }));
}

std::int64_t steps(const models::Graph& graph, const models::Node& node) {
  return isRowWise(graph, node) ? RowLayout(graph.values[node.output].shape).rows : 1;
}

InputRows::InputRows(const models::Graph& graph, const models::Node& node, std::size_t input)
    : height_(RowLayout(graph.values[node.inputs[input]].shape).rows) {
  if (!isRowWise(graph, node)) {
    under_ = height_;
    stride_ = 0;
  } else if (const auto* window = windowOf(node)) {
    under_ = (window->kernelHeight - 1) * window->dilationHeight + 1;
    stride_ = window->strideHeight;
    padTop_ = window->padTop;
  }
}

}  // namespace ohmic::sim
