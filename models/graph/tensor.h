// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ohmic::models {

/// Extents of a tensor, row major, each >= 0. An activation's shape leaves the batch dimension out:
/// an image is {channels, height, width}, logits are {classes}. {} is a scalar.
using Shape = std::vector<std::int64_t>;

/// A constant tensor in 32-bit floats, row major.
struct Tensor {
  Shape shape;
  std::vector<float> values;  ///< elementCount(shape) of them

  /// Where the values are whole multiples of a step, as in a quantised model: one step, or one for each index
  /// of the axis stepAxis. Empty otherwise.
  std::vector<double> steps{};
  std::int64_t stepAxis = 0;  ///< 0 in the weights of a Conv or a Linear
};

/// The largest tensor that Ohmic accepts, in elements (1 GiB of floats).
inline constexpr std::int64_t kMostElements = std::int64_t{1} << 28;

/// Product of the extents; 1 for a scalar.
/// @throws configs::InputError if an extent is negative, the product exceeds kMostElements, or there are more
/// than 32 of them.
[[nodiscard]] std::int64_t elementCount(const Shape& shape);

/// "3x32x32"; "scalar" for {}.
[[nodiscard]] std::string describe(const Shape& shape);

}  // namespace ohmic::models
