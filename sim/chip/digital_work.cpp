// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/digital_work.h"

#include <variant>

namespace ohmic::sim {
namespace {

/// One overload for each operator: a new one does not compile until someone says what it costs.
class WorkOf {
 public:
  WorkOf(const models::Graph& graph, const models::Node& node) : graph_(graph), node_(node) {}

  DigitalWork operator()(const models::Conv&) const { return products(); }
  DigitalWork operator()(const models::Linear&) const { return products(); }
  DigitalWork operator()(const models::MatrixProduct&) const {
    return {DigitalKind::multiply, outputs() * graph_.values[node_.inputs[0]].shape.back()};
  }
  DigitalWork operator()(const models::ChannelAffine&) const { return elementwise(); }
  DigitalWork operator()(const models::Binary&) const { return elementwise(); }
  DigitalWork operator()(const models::Select&) const { return elementwise(); }
  DigitalWork operator()(const models::Normalise&) const { return elementwise(); }
  DigitalWork operator()(const models::Lrn&) const { return elementwise(); }
  DigitalWork operator()(const models::Resize&) const { return elementwise(); }
  DigitalWork operator()(const models::Quantise&) const { return elementwise(); }
  DigitalWork operator()(const models::Unary&) const { return {DigitalKind::activation, outputs()}; }
  DigitalWork operator()(const models::Clip&) const { return {DigitalKind::activation, outputs()}; }
  DigitalWork operator()(const models::Softmax&) const { return {DigitalKind::softmax, outputs()}; }
  DigitalWork operator()(const models::Pool& pool) const {
    return {DigitalKind::pooling, outputs() * pool.window.kernelHeight * pool.window.kernelWidth};
  }
  DigitalWork operator()(const models::Reduce&) const {
    return {DigitalKind::pooling, models::elementCount(graph_.values[node_.inputs[0]].shape)};
  }
  // Numbers move, and none is computed.
  DigitalWork operator()(const models::Concat&) const { return {}; }
  DigitalWork operator()(const models::Pad&) const { return {}; }
  DigitalWork operator()(const models::Slice&) const { return {}; }
  DigitalWork operator()(const models::Transpose&) const { return {}; }
  DigitalWork operator()(const models::Reshape&) const { return {}; }
  DigitalWork operator()(const models::Gather&) const { return {}; }
  DigitalWork operator()(const models::Repeat&) const { return {}; }
  DigitalWork operator()(const models::Constant&) const { return {}; }

 private:
  [[nodiscard]] std::int64_t outputs() const {
    return models::elementCount(graph_.values[node_.output].shape);
  }
  [[nodiscard]] DigitalWork elementwise() const { return {DigitalKind::elementwise, outputs()}; }
  [[nodiscard]] DigitalWork products() const {
    return {DigitalKind::multiply, models::multiplyAdds(graph_, node_)};
  }

  const models::Graph& graph_;
  const models::Node& node_;
};

}  // namespace

DigitalWork digitalWork(const models::Graph& graph, const models::Node& node) {
  return std::visit(WorkOf(graph, node), node.op);
}

}  // namespace ohmic::sim
