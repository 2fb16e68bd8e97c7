// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/steps.h"

#include <algorithm>
#include <limits>

namespace ohmic::models {
namespace {

/// How often each value is read; the output once more.
std::vector<int> countReaders(const Graph& graph) {
  std::vector<int> readers(graph.values.size(), 0);
  for (const Node& node : graph.nodes) {
    for (const std::size_t input : node.inputs) {
      ++readers[input];
    }
  }
  ++readers[graph.output];
  return readers;
}

std::optional<Clip> clipOf(const Node& node) {
  if (const auto* clip = std::get_if<Clip>(&node.op)) {
    return *clip;
  }
  const auto* unary = std::get_if<Unary>(&node.op);
  return unary != nullptr && unary->kind == Unary::Kind::relu
             ? std::optional<Clip>({0.0F, std::numeric_limits<float>::infinity()})
             : std::nullopt;
}

bool addsEqualShapes(const Graph& graph, const Node& node) {
  const auto* binary = std::get_if<Binary>(&node.op);
  return binary != nullptr && binary->kind == Binary::Kind::add &&
         graph.values[node.inputs[0]].shape == graph.values[node.inputs[1]].shape;
}

}  // namespace

std::vector<Step> stepsOf(const Graph& graph) {
  std::vector<Step> steps;
  for (std::size_t index = 0; index < graph.nodes.size(); ++index) {
    const Node& node = graph.nodes[index];
    steps.push_back({index, node.inputs, node.output, {}, {}});
  }
  return steps;
}

std::vector<Step> joinedSteps(const Graph& graph) {
  const std::vector<int> readers = countReaders(graph);
  std::vector<Step> steps;
  for (Step& step : stepsOf(graph)) {
    const Node& node = graph.nodes[step.node];
    const auto joinable = [&](std::size_t value, bool takesAddend) {  // the convolution whose output it is
      const auto made = std::find_if(steps.begin(), steps.end(), [&](const Step& other) {
        return other.output == value && std::holds_alternative<Conv>(graph.nodes[other.node].op) &&
               !other.clip && !(takesAddend && other.addend) && readers[value] == 1;
      });
      return made;
    };
    auto joined = steps.end();
    if (const auto clip = clipOf(node)) {
      joined = joinable(node.inputs[0], false);
      if (joined != steps.end()) {
        joined->clip = clip;
      }
    } else if (addsEqualShapes(graph, node) && node.inputs[0] != node.inputs[1]) {
      const auto first = joinable(node.inputs[0], true);
      const auto second = joinable(node.inputs[1], true);
      joined = first == steps.end() || (second != steps.end() && second > first) ? second : first;
      if (joined != steps.end()) {
        joined->addend = joined == first ? node.inputs[1] : node.inputs[0];
        joined->inputs.push_back(*joined->addend);
      }
    }
    if (joined == steps.end()) {
      steps.push_back(std::move(step));
      continue;
    }
    joined->output = node.output;
    std::rotate(joined, joined + 1, steps.end());
  }
  return steps;
}

}  // namespace ohmic::models
