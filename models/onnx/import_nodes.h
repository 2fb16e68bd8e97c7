// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "models/onnx/import.h"
#include "models/onnx/scope.h"

namespace onnx {
class GraphProto;
}

namespace ohmic::models {

/// Reads the constants of a graph that are needed into the scope and releases their bytes, so that a large
/// model is in memory only once more.
void readConstants(onnx::GraphProto& graph, const std::set<std::string>& needed, Scope& scope);

/// Imports the needed nodes one after the other; with @p fates it goes on after a refusal, which it throws at
/// the end.
/// @throws configs::InputError `node 'x' (Conv): found; allowed; try`
void importNodes(const onnx::GraphProto& graph, const std::set<std::string>& needed, Scope& scope,
                 std::vector<NodeFate>* fates);

}  // namespace ohmic::models
