// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/graph/operators.h"
#include "models/onnx/node_reader.h"

namespace ohmic::models {

/// kernel_shape, strides, pads, dilations and auto_pad of a Conv or pooling over an image.
///
/// @param kernel    {height, width} where kernel_shape may be absent (Conv: from the weights), else empty.
/// @throws configs::InputError if the input is no image or an attribute has the wrong count.
[[nodiscard]] Window readWindow(NodeReader& node, const Shape& kernel);

}  // namespace ohmic::models
