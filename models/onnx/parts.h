// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "models/graph/operators.h"
#include "models/onnx/node_reader.h"

// What ONNX's own operators and those of other domains have in common, beside convolutions.h, products.h and
// quantisation.h. Settings are the node's attributes.

namespace ohmic::models {

/// The means of an operand's windows, as AveragePool defines them (pools.cpp). @p x has the shape of the
/// node's first input.
/// @returns  the result as a further operand.
[[nodiscard]] std::size_t computeAveragePool(NodeReader& node, std::size_t x);

/// The mean of each channel: over all axes behind the channels (pools.cpp).
[[nodiscard]] std::size_t computeGlobalMean(NodeReader& node, std::size_t x);

/// Softmax of the node's first input (pointwise.cpp).
/// @param joint  over all axes from `axis` on together, as before opset 13.
[[nodiscard]] Softmax softmaxOver(NodeReader& node, bool joint, bool logarithm);

/// Operands one behind the other along `axis` (movement.cpp).
[[nodiscard]] std::size_t computeConcat(NodeReader& node, const std::vector<std::size_t>& operands);

/// The node's output: its first input normalised over the axes from `axis` on; scale and shift, the second
/// and third input, broadcast to it (statistics.cpp).
/// @param usualEpsilon  where the node has none.
void normaliseLast(NodeReader& node, bool isCentred, float usualEpsilon);

}  // namespace ohmic::models
