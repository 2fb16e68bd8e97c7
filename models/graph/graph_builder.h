// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/graph/graph.h"

namespace ohmic::models {

/// Builds a graph in topological order, inferring each output's shape and sign.
///
///     GraphBuilder builder("image", {1, 28, 28}, false);
///     const auto flat = builder.add("flat", "Flatten", Reshape{{784}}, {builder.input()});
///     const auto logits = builder.add("fc", "Gemm", Linear{weight, bias}, {flat});
///     Graph graph = std::move(builder).finish(logits);
class GraphBuilder {
 public:
  /// @param nonNegative  whether no image has an element below zero.
  GraphBuilder(std::string inputName, Shape inputShape, bool nonNegative = false);

  [[nodiscard]] std::size_t input() const noexcept { return 0; }
  [[nodiscard]] const Value& value(std::size_t index) const { return graph_.values.at(index); }

  /// The node that makes a value; null for the input.
  [[nodiscard]] const Node* maker(std::size_t value) const;

  /// Append a node; its output value bears the node's name.
  ///
  /// @param inputs  values added before.
  /// @returns       the output value.
  /// @throws configs::InputError if the operator refuses the inputs' shapes.
  std::size_t add(std::string name, std::string type, Operator op, std::vector<std::size_t> inputs);

  /// Gives the node that makes a value, and the value, another name.
  /// @pre it is not the input
  void rename(std::size_t value, const std::string& name);

  /// The finished graph; nodes that do not reach @p output are dropped.
  [[nodiscard]] Graph finish(std::size_t output) &&;

 private:
  Graph graph_;
};

}  // namespace ohmic::models
