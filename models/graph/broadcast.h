// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/graph/tensor.h"

namespace ohmic::models {

/// NumPy's rule: shapes are aligned at their last axis; an extent of 1 repeats.
/// @throws configs::InputError if two extents differ and neither is 1.
[[nodiscard]] Shape broadcastShape(const Shape& a, const Shape& b);

/// Distance in elements between neighbours along each axis of @p output in a tensor of shape @p input; 0
/// where it repeats.
/// @pre broadcastShape(input, output) == output
[[nodiscard]] std::vector<std::int64_t> broadcastStrides(const Shape& input, const Shape& output);

}  // namespace ohmic::models
