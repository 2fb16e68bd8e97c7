// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/broadcast.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

/// Extent of the axis that is @p fromEnd axes before the end; 1 beyond the first.
std::int64_t extent(const Shape& shape, std::size_t fromEnd) {
  return fromEnd < shape.size() ? shape[shape.size() - 1 - fromEnd] : 1;
}

}  // namespace

Shape broadcastShape(const Shape& a, const Shape& b) {
  Shape result(std::max(a.size(), b.size()));
  for (std::size_t i = 0; i < result.size(); ++i) {
    const std::int64_t left = extent(a, i);
    const std::int64_t right = extent(b, i);
    if (left != right && left != 1 && right != 1) {
      refuse(
          fmt::format("found operands {} and {}; allowed: equal extents, or 1, from the last "
                      "axis on; try exporting the model again",
                      describe(a), describe(b)));
    }
    result[result.size() - 1 - i] = left == 1 ? right : left;
  }
  return result;
}

std::vector<std::int64_t> broadcastStrides(const Shape& input, const Shape& output) {
  assert(broadcastShape(input, output) == output);
  std::vector<std::int64_t> strides(output.size(), 0);
  std::int64_t distance = 1;
  for (std::size_t i = 0; i < input.size(); ++i) {
    const std::int64_t size = extent(input, i);
    strides[output.size() - 1 - i] = size == 1 ? 0 : distance;
    distance *= size;
  }
  return strides;
}

}  // namespace ohmic::models
