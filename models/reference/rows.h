// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/graph/tensor.h"

namespace ohmic::models {

/// Distance in elements between neighbours along each axis of a row-major tensor.
[[nodiscard]] std::vector<std::int64_t> rowMajorStrides(const Shape& shape);

/// Walk two tensors side by side, row by row (a row runs along the last axis).
///
/// @param counts   extents of the walk, at least one axis.
/// @param strides  of each tensor, one per axis of counts.
/// @param visit    called with the element offsets of each row's start in the first and the second tensor.
template <class Visit>
void forEachRow(const Shape& counts, const std::vector<std::int64_t>& firstStrides,
                const std::vector<std::int64_t>& secondStrides, Visit visit) {
  std::vector<std::int64_t> place(counts.size(), 0);
  std::int64_t first = 0;
  std::int64_t second = 0;
  std::int64_t rows = counts.back() > 0 ? elementCount(counts) / counts.back() : 0;
  for (; rows > 0; --rows) {
    visit(first, second);
    for (std::size_t axis = counts.size() - 1; axis-- > 0;) {
      first += firstStrides[axis];
      second += secondStrides[axis];
      if (++place[axis] < counts[axis]) {
        break;
      }
      first -= firstStrides[axis] * counts[axis];
      second -= secondStrides[axis] * counts[axis];
      place[axis] = 0;
    }
  }
}

}  // namespace ohmic::models
