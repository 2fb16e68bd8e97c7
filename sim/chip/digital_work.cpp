// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/digital_work.h"

namespace ohmic::sim {

DigitalWork digitalWork(const models::Graph& graph, const models::Node& node) {
  const std::int64_t elements = models::elementCount(graph.values[node.output].shape);
  if (const auto* pool = std::get_if<models::Pool>(&node.op)) {
    return {DigitalKind::pooling, elements * pool->window.kernelHeight * pool->window.kernelWidth};
  }
  if (std::holds_alternative<models::Unary>(node.op) || std::holds_alternative<models::Clip>(node.op)) {
    return {DigitalKind::activation, elements};
  }
  if (std::holds_alternative<models::Binary>(node.op) || std::holds_alternative<models::Select>(node.op) ||
      std::holds_alternative<models::ChannelAffine>(node.op) ||
      std::holds_alternative<models::Normalise>(node.op) || std::holds_alternative<models::Lrn>(node.op) ||
      std::holds_alternative<models::Resize>(node.op) || std::holds_alternative<models::Quantise>(node.op)) {
    return {DigitalKind::elementwise, elements};
  }
  if (std::holds_alternative<models::Softmax>(node.op)) {
    return {DigitalKind::softmax, elements};
  }
  if (std::holds_alternative<models::Reduce>(node.op)) {
    return {DigitalKind::pooling, models::elementCount(graph.values[node.inputs[0]].shape)};
  }
  if (std::holds_alternative<models::MatrixProduct>(node.op)) {
    return {DigitalKind::multiply, elements * graph.values[node.inputs[0]].shape.back()};
  }
  if (models::isArrayNode(node)) {
    return {DigitalKind::multiply, models::multiplyAdds(graph, node)};
  }
  return {};
}

}  // namespace ohmic::sim
