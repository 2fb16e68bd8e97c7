// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/row_evaluator.h"

#include <algorithm>

#include "models/reference/evaluate.h"
#include "sim/chip/rows.h"

namespace ohmic::sim {
namespace {

models::Window& ownWindow(models::Node& node) {
  auto* conv = std::get_if<models::Conv>(&node.op);
  return conv != nullptr ? conv->window : std::get<models::Pool>(node.op).window;
}

}  // namespace

RowEvaluator::RowEvaluator(const models::Graph& graph, const models::Node& node)
    : whole_(graph), node_(node), isRowWise_(isRowWise(graph, node)) {
  if (!isRowWise_) {
    return;
  }
  models::Node copy = node;
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    row_.values.push_back(graph.values[node.inputs[i]]);
    inputRows_.emplace_back(graph, node, i);
    copy.inputs[i] = i;
  }
  copy.output = row_.values.size();
  row_.values.push_back(graph.values[node.output]);
  row_.values.back().shape[1] = 1;
  row_.nodes.push_back(std::move(copy));
}

void RowEvaluator::narrow(std::int64_t step) {
  for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
    row_.values[i].shape[1] = inputRows_[i].of(step).count();
  }
  if (const auto* whole = windowOf(node_)) {
    const auto& window = *whole;
    const std::int64_t height = whole_.values[node_.inputs[0]].shape[1];
    const std::int64_t start = step * window.strideHeight - window.padTop;
    const std::int64_t end = start + (window.kernelHeight - 1) * window.dilationHeight + 1;
    auto& narrowed = ownWindow(row_.nodes[0]);
    narrowed.padTop = std::max<std::int64_t>(-start, 0);
    narrowed.padBottom = std::max<std::int64_t>(end - height, 0);
  }
}

void RowEvaluator::run(std::int64_t step, const std::vector<const float*>& inputs, float* output) {
  if (!isRowWise_) {
    models::evaluate(whole_, node_, inputs, output);
    return;
  }
  narrow(step);
  models::evaluate(row_, row_.nodes[0], inputs, output);
}

}  // namespace ohmic::sim
