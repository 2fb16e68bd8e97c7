// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/graph/graph.h"

namespace ohmic::sim {

/// How a value travels: row by row where it is an image {channels, height, width}, else in one piece.
struct RowLayout {
  std::int64_t rows = 1;
  std::int64_t channels = 1;  ///< runs of a row in the tensor, rows * width elements apart
  std::int64_t width = 1;     ///< neighbours in a run

  explicit RowLayout(const models::Shape& shape);
  [[nodiscard]] std::int64_t elements() const { return channels * width; }  ///< of one row

  /// Copy rows [first, first + count) out of, or into, a tensor; @p part is channels x count x width.
  void read(const float* tensor, std::int64_t first, std::int64_t count, float* part) const;
  void write(const float* part, std::int64_t first, std::int64_t count, float* tensor) const;

  /// The same of a store in which rows stand one after the other, each channels x width.
  /// @param store  its first row that is meant.
  void readRows(const float* store, std::int64_t count, float* part) const;
  void writeRows(const float* part, std::int64_t count, float* store) const;
};

/// Rows [first, end) of a tensor.
struct RowSpan {
  std::int64_t first = 0;
  std::int64_t end = 0;
  [[nodiscard]] std::int64_t count() const { return end - first; }
};

/// The window of a convolution or pooling; null for other nodes.
[[nodiscard]] const models::Window* windowOf(const models::Node& node);

/// True if a node can make one row of its output from some rows of its inputs: convolutions, poolings
/// (without ceil mode), concatenations of channels, and whatever works element by element on images of one
/// shape. Other nodes wait for all of their input.
[[nodiscard]] bool isRowWise(const models::Graph& graph, const models::Node& node);

/// Steps in which a node makes its output: a row each if it is row-wise, else one.
[[nodiscard]] std::int64_t steps(const models::Graph& graph, const models::Node& node);

/// Rows that one of a node's inputs must have for a step, cut to its height.
class InputRows {
 public:
  /// @param input  of Node::inputs.
  InputRows(const models::Graph& graph, const models::Node& node, std::size_t input);

  [[nodiscard]] RowSpan of(std::int64_t step) const {
    const std::int64_t start = step * stride_ - padTop_;
    return {std::clamp<std::int64_t>(start, 0, height_),
            std::clamp<std::int64_t>(start + under_, 0, height_)};
  }

 private:
  std::int64_t height_;
  std::int64_t under_ = 1;  ///< rows that a step reads, padding included
  std::int64_t stride_ = 1, padTop_ = 0;
};

}  // namespace ohmic::sim
