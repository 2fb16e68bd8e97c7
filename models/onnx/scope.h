// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "models/graph/graph_builder.h"
#include "models/onnx/inline_functions.h"
#include "models/onnx/operand.h"
#include "models/onnx/tensor_data.h"

namespace ohmic::models {

/// What is known while a model's nodes are imported one after the other.
struct Scope {
  GraphBuilder builder;
  std::int64_t opset;
  std::int64_t batch;  ///< extent of the batch dimension: the file's, or 1 where it is free
  ExternalFiles files;
  std::map<std::string, Operand> operands;          ///< by ONNX tensor name
  std::map<std::string, std::size_t> materialised;  ///< constants that became nodes of the graph

  /// Elements that constants and weights may still take: a small file cannot ask for much memory by copying
  /// its tensors often.
  std::int64_t budget;

  bool takesNegativeVariance = false;  ///< of ImportOptions
  InputType inputType = InputType::real;
  NodeOpsets opsets{};      ///< of nodes that come from the model's own functions
  bool isExpanded = false;  ///< there are such nodes: their constants are in the file less often

  /// @throws configs::InputError if the budget is exceeded.
  void spend(std::size_t elements);
};

}  // namespace ohmic::models
