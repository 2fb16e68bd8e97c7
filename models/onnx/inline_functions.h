// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>

namespace onnx {
class ModelProto;
class NodeProto;
}  // namespace onnx

namespace ohmic::models {

/// Version of the standard operators of nodes that are not in the model's own.
using NodeOpsets = std::map<const onnx::NodeProto*, std::int64_t>;

/// Puts the nodes of the model's own functions in the place of the nodes that call them, also within
/// functions and subgraphs; their tensors are called `<output of the call>:<name in the function>`.
///
/// @returns  the opset of each such node; empty where the model calls no functions.
/// @throws configs::InputError if functions call themselves, or the model grows beyond 100,000 nodes.
[[nodiscard]] NodeOpsets inlineFunctions(onnx::ModelProto& model);

}  // namespace ohmic::models
