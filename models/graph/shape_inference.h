// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/graph/operators.h"
#include "models/graph/tensor.h"

namespace ohmic::models {

/// The shape that an operator gives to its output; also its only check of operands and attributes: what it
/// accepts, evaluate() can run.
///
/// @throws configs::InputError ("found; allowed; try") without node or file: the caller prefixes them.
[[nodiscard]] Shape outputShape(const Operator& op, const std::vector<Shape>& inputs);

/// Output extent of a window along one axis of @p size pixels: (size + pads - (dilation * (kernel - 1) + 1))
/// / stride
/// + 1, rounded down, or up with @p ceilMode, but no window starts beyond the image and its leading pad.
/// May be <= 0 if the window does not fit.
[[nodiscard]] std::int64_t windowCount(std::int64_t size, std::int64_t kernel, std::int64_t stride,
                                       std::int64_t dilation, std::int64_t padBefore, std::int64_t padAfter,
                                       bool ceilMode);

}  // namespace ohmic::models
