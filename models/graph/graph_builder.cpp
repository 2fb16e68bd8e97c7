// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/graph_builder.h"

#include <cassert>
#include <utility>

#include "models/graph/non_negative.h"
#include "models/graph/prune.h"
#include "models/graph/refusal.h"
#include "models/graph/shape_inference.h"

namespace ohmic::models {
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
  if (elementCount(shape) == 0) {
    refuse("found a result " + describe(shape) + " without elements", "allowed: at least one element");
  }
  const bool nonNegative = isNonNegative(op, signs);
  const std::size_t output = graph_.values.size();
  graph_.values.push_back({name, std::move(shape), nonNegative});
  graph_.nodes.push_back({std::move(name), std::move(type), std::move(op), std::move(inputs), output});
  return output;
}

const Node* GraphBuilder::maker(std::size_t value) const {
  return value == input() ? nullptr : &graph_.nodes.at(value - 1);  // a node adds one value
}

void GraphBuilder::rename(std::size_t value, const std::string& name) {
  assert(value != input());
  graph_.values.at(value).name = name;
  graph_.nodes.at(value - 1).name = name;
}

Graph GraphBuilder::finish(std::size_t output) && {
  graph_.output = output;
  return prune(std::move(graph_));
}

}  // namespace ohmic::models
