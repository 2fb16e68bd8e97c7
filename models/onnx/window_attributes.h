// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/graph/operators.h"
#include "models/onnx/node_reader.h"

namespace ohmic::models {

/// A sliding window over any number of axes: one entry per axis in each member.
struct Windows {
  std::vector<std::int64_t> kernel;
  std::vector<std::int64_t> strides;
  std::vector<std::int64_t> dilations;
  std::vector<std::int64_t> padsBefore;
  std::vector<std::int64_t> padsAfter;

  [[nodiscard]] std::size_t rank() const { return kernel.size(); }

  /// A window of one step in every direction: kernel 1, stride 1, no pads.
  [[nodiscard]] bool isPoint() const;

  /// The part on two axes, of which the first may be none (-1): then a single line.
  [[nodiscard]] Window plane(std::int64_t rows, std::int64_t columns) const;
};

/// kernel_shape, strides, pads, dilations and auto_pad of a Conv or pooling.
///
/// @param image     extents of the axes that the window slides over.
/// @param kernel    the kernel where kernel_shape may be absent (Conv: from the weights), else empty.
/// @throws configs::InputError if an attribute has the wrong count or an entry out of range.
[[nodiscard]] Windows readWindows(NodeReader& node, const Shape& image, const Shape& kernel);

}  // namespace ohmic::models
