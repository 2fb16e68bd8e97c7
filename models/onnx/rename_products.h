// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ohmic::models {

/// The same ONNX model, whose products with constant weights (Conv, Gemm, MatMul) have other outputs' names,
/// in their order. The noise of a layer is drawn by this name: a network that was exported anew keeps its
/// draws. A value of the graph that bears one of the names gets another.
/// @throws configs::InputError if the bytes are no ONNX model, or it has not as many products.
[[nodiscard]] std::string renameProducts(std::string_view bytes, const std::vector<std::string>& names);

}  // namespace ohmic::models
