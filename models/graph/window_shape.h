// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "models/graph/operators.h"
#include "models/graph/tensor.h"

namespace ohmic::models {

/// Output extent of a window along one axis of @p size pixels: (size + pads - (dilation * (kernel - 1) + 1))
/// / stride
/// + 1, rounded down, or up with @p ceilMode, but no window starts beyond the image and its leading pad.
/// May be <= 0 if the window does not fit.
[[nodiscard]] std::int64_t windowCount(std::int64_t size, std::int64_t kernel, std::int64_t stride,
                                       std::int64_t dilation, std::int64_t padBefore, std::int64_t padAfter,
                                       bool ceilMode);

/// {out, height, width} of a convolution of {in, height, width}; checks weights, bias, groups and window.
/// @throws configs::InputError ("found; allowed; try")
[[nodiscard]] Shape convShape(const Conv& op, const Shape& input);

/// {channels, height, width} of a pooling; checks the window.
/// @throws configs::InputError ("found; allowed; try")
[[nodiscard]] Shape poolShape(const Pool& op, const Shape& input);

}  // namespace ohmic::models
