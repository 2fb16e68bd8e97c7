// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/decision.h"

#include <algorithm>

namespace ohmic::models {

bool isVector(const Shape& shape) {
  return std::count_if(shape.begin(), shape.end(), [](std::int64_t extent) { return extent != 1; }) <= 1;
}

double usualThreshold(const Graph& graph) {
  std::size_t value = graph.output;
  for (auto node = graph.nodes.rbegin(); node != graph.nodes.rend(); ++node) {
    if (node->output != value) {
      continue;
    }
    if (const auto* unary = std::get_if<Unary>(&node->op)) {
      return unary->kind == Unary::Kind::sigmoid || unary->kind == Unary::Kind::hardSigmoid ? 0.5 : 0.0;
    }
    if (!std::holds_alternative<Reshape>(node->op)) {
      return 0.0;
    }
    value = node->inputs[0];
  }
  return 0.0;
}

}  // namespace ohmic::models
