// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "models/onnx/node_reader.h"

namespace ohmic::models {

/// The product of two operands as MatMul defines it: on arrays (`<name>:product`) where one of them is a
/// matrix of weights, else digitally.
/// @returns  the result as a further operand.
[[nodiscard]] std::size_t computeProduct(NodeReader& node, std::size_t first, std::size_t second);

/// An operand, its last two axes exchanged if the attribute says so.
[[nodiscard]] std::size_t turnedLast(NodeReader& node, std::size_t operand, const char* attribute,
                                     const std::string& step);

}  // namespace ohmic::models
