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
      steps_(joinedSteps(graph_)),
      convolutions_(steps_.size()),
      linears_(steps_.size()),
      plan_(graph_, steps_),
      inputSize_(elementCount(graph_.values.at(graph_.input).shape)),
      outputSize_(elementCount(graph_.values.at(graph_.output).shape)) {
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    Node& node = graph_.nodes[steps_[step].node];
    if (auto* op = std::get_if<Conv>(&node.op)) {
      convolutions_[step].emplace(*op, graph_.values[node.inputs[0]].shape, graph_.values[node.output].shape);
      op->weight.values = {};
    } else if (auto* linear = std::get_if<Linear>(&node.op)) {
      linears_[step].emplace(*linear);
      linear->weight.values = {};
    }
  }
}

void FloatNetwork::run(const float* images, std::int64_t count, float* logits) const {
  run(images, count, logits, Visitor());
}

void FloatNetwork::run(const float* images, std::int64_t count, float* logits, const Visitor& visitor) const {
  std::vector<float> memory(static_cast<std::size_t>(plan_.size()) + kCopySlack);
  std::size_t scratchSize = 0;
  for (const auto& convolution : convolutions_) {
    scratchSize = std::max(scratchSize, convolution ? convolution->scratchSize() : 0);
  }
  std::vector<float> scratch(scratchSize);
  const auto at = [&](std::size_t value) { return memory.data() + plan_.offset(value); };
  std::vector<const float*> inputs;
  for (std::int64_t image = 0; image < count; ++image) {
    std::copy_n(images + image * inputSize_, inputSize_, at(graph_.input));
    for (std::size_t step = 0; step < steps_.size(); ++step) {
      const Node& node = graph_.nodes[steps_[step].node];
      inputs.clear();
      for (const std::size_t input : steps_[step].inputs) {
        inputs.push_back(at(input));
      }
      if (visitor && isArrayNode(node)) {
        visitor(steps_[step].node, inputs[0], elementCount(graph_.values[node.inputs[0]].shape));
      }
      compute(step, inputs, scratch.data(), at(steps_[step].output));
    }
    std::copy_n(at(graph_.output), outputSize_, logits + image * outputSize_);
  }
}

void FloatNetwork::compute(std::size_t index, const std::vector<const float*>& inputs, float* scratch,
                           float* output) const {
  const Step& step = steps_[index];
  if (linears_[index]) {
    linears_[index]->run(positions(graph_, graph_.nodes[step.node]), inputs[0], output);
    return;
  }
  if (!convolutions_[index]) {
    evaluate(graph_, graph_.nodes[step.node], inputs, output);
    return;
  }
  Finish finish;
  finish.addend = step.addend ? inputs[1] : nullptr;
  if (step.clip) {
    finish.low = step.clip->low;
    finish.high = step.clip->high;
  }
  convolutions_[index]->run(inputs[0], scratch, finish, output);
}

}  // namespace ohmic::models
