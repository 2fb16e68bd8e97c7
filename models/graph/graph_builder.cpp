// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/graph_builder.h"

#include <stdexcept>
#include <utility>

#include "models/graph/non_negative.h"
#include "models/graph/shape_inference.h"

namespace ohmic::models {
namespace {

/// Marks the values that the output depends on.
std::vector<bool> reachable(const Graph& graph) {
  std::vector<bool> needed(graph.values.size(), false);
  needed.at(graph.output) = true;
  for (auto node = graph.nodes.rbegin(); node != graph.nodes.rend(); ++node) {
    if (needed[node->output]) {
      for (const std::size_t input : node->inputs) {
        needed[input] = true;
      }
    }
  }
  return needed;
}

}  // namespace

GraphBuilder::GraphBuilder(std::string inputName, Shape inputShape, bool nonNegative) {
  static_cast<void>(elementCount(inputShape));
  graph_.values.push_back({std::move(inputName), std::move(inputShape), nonNegative});
}

std::size_t GraphBuilder::add(std::string name, std::string type, Operator op,
                              std::vector<std::size_t> inputs) {
  std::vector<Shape> shapes;
  std::vector<bool> signs;
  for (const std::size_t input : inputs) {
    shapes.push_back(graph_.values.at(input).shape);
    signs.push_back(graph_.values.at(input).nonNegative);
  }
  Shape shape = outputShape(op, shapes);
  static_cast<void>(elementCount(shape));
  const bool nonNegative = isNonNegative(op, signs);
  const std::size_t output = graph_.values.size();
  graph_.values.push_back({name, std::move(shape), nonNegative});
  graph_.nodes.push_back({std::move(name), std::move(type), std::move(op), std::move(inputs), output});
  return output;
}

Graph GraphBuilder::finish(std::size_t output) && {
  graph_.output = output;
  const std::vector<bool> needed = reachable(graph_);
  std::vector<std::size_t> renumbered(graph_.values.size(), 0);
  Graph graph;
  for (std::size_t value = 0; value < needed.size(); ++value) {
    if (needed[value] || value == graph_.input) {
      renumbered[value] = graph.values.size();
      graph.values.push_back(std::move(graph_.values[value]));
    }
  }
  for (Node& node : graph_.nodes) {
    if (!needed[node.output]) {
      continue;
    }
    node.output = renumbered[node.output];
    for (std::size_t& input : node.inputs) {
      input = renumbered[input];
    }
    graph.nodes.push_back(std::move(node));
  }
  graph.output = renumbered[output];
  return graph;
}

}  // namespace ohmic::models
