// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/float_network.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "models/reference/evaluate.h"

namespace ohmic::models {

FloatNetwork::FloatNetwork(Graph graph)
    : graph_(std::move(graph)),
      plan_(graph_),
      inputSize_(elementCount(graph_.values.at(graph_.input).shape)),
      outputSize_(elementCount(graph_.values.at(graph_.output).shape)) {}

void FloatNetwork::run(const float* images, std::int64_t count, float* logits) const {
  run(images, count, logits, Visitor());
}

void FloatNetwork::run(const float* images, std::int64_t count, float* logits, const Visitor& visitor) const {
  std::vector<float> memory(static_cast<std::size_t>(plan_.size()));
  const auto at = [&](std::size_t value) { return memory.data() + plan_.offset(value); };
  std::vector<const float*> inputs;
  for (std::int64_t image = 0; image < count; ++image) {
    std::copy_n(images + image * inputSize_, inputSize_, at(graph_.input));
    for (std::size_t index = 0; index < graph_.nodes.size(); ++index) {
      const Node& node = graph_.nodes[index];
      inputs.clear();
      for (const std::size_t input : node.inputs) {
        inputs.push_back(at(input));
      }
      if (visitor && isArrayNode(node)) {
        visitor(index, inputs[0], elementCount(graph_.values[node.inputs[0]].shape));
      }
      evaluate(graph_, node, inputs, at(node.output));
    }
    std::copy_n(at(graph_.output), outputSize_, logits + image * outputSize_);
  }
}

}  // namespace ohmic::models
