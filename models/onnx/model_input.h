// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>
#include <string>

#include "models/graph/graph.h"

namespace onnx {
class GraphProto;
}

namespace ohmic::models {

/// The network's input as the file declares it.
struct ModelInput {
  std::string name;
  Shape shape;  ///< the batch first, 1 where its size is free
  InputType type = InputType::real;
};

/// Extents of an image as the one input of a graph declares it, 0 where they are free: without the batch.
/// @throws configs::InputError as findInput(), for free extents never.
[[nodiscard]] Shape declaredImage(const onnx::GraphProto& graph, const std::set<std::string>& needed);

/// The one input of a graph that is no initialiser.
///
/// @param needed   names that the outputs depend on: inputs that nothing reads are left out.
/// @param samples  shape of an image of the data set, asked for where extents other than the batch are free;
///                 may be empty.
/// @throws configs::InputError if there are several or none, for element types that are no numbers, and for
///         free extents that nothing fixes.
[[nodiscard]] ModelInput findInput(const onnx::GraphProto& graph, const std::set<std::string>& needed,
                                   const std::function<Shape()>& samples);

}  // namespace ohmic::models
