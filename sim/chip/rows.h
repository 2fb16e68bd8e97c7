// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

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

/// Rows that each of the node's inputs must have for a step; all inputs have the same span, cut to its
/// height.
[[nodiscard]] RowSpan inputRows(const models::Graph& graph, const models::Node& node, std::size_t input,
                                std::int64_t step);

}  // namespace ohmic::sim
