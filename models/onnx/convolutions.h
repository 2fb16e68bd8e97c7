// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/onnx/node_reader.h"
#include "models/onnx/window_attributes.h"

namespace ohmic::models {

/// A convolution's settings besides its weights.
struct ConvolutionSettings {
  Windows windows;
  std::int64_t groups = 1;
};

/// The attributes of a convolution of two operands of the node.
[[nodiscard]] ConvolutionSettings readConvolution(NodeReader& node, std::size_t x, std::size_t weights);

/// A convolution of an operand of any rank.
///
/// Images of two axes become one Conv, lines a Conv of one row, called `<name>:product`. Where there are more
/// axes, or the operand does not begin with the batch, the operands of each output are gathered first, kernel
/// position by kernel position, and a Conv of 1 x 1 multiplies them.
///
/// @param x        operand of shape {batch, channels, ...}; images of a batch that was merged with other axes
/// count as
///                 such.
/// @param weights  operand of shape {out, channels / groups, kernel ...}: a constant goes to the arrays, what
/// depends on
///                 the image is multiplied digitally.
/// @param bias     operand of shape {out}, or none (-1).
/// @returns        the result as a further operand.
[[nodiscard]] std::size_t computeConvolution(NodeReader& node, std::size_t x, std::size_t weights,
                                             std::int64_t bias, const ConvolutionSettings& settings);

/// The same as the node's output, whose name a single Conv of an image then bears.
void emitConvolution(NodeReader& node, std::size_t x, std::size_t weights, std::int64_t bias,
                     const ConvolutionSettings& settings);

}  // namespace ohmic::models
