// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/evaluate.h"

#include <algorithm>

#include "models/reference/movement.h"
#include "models/reference/pointwise.h"
#include "models/reference/pool.h"
#include "models/reference/product.h"
#include "models/reference/statistics.h"

namespace ohmic::models {
namespace {

/// Calls each operator's kernel.
struct Kernel {
  const Graph& graph;
  const Node& node;
  const std::vector<const float*>& inputs;
  float* output;

  const Shape& inputShape(std::size_t index = 0) const { return graph.values[node.inputs[index]].shape; }
  const Shape& outputShape() const { return graph.values[node.output].shape; }
  std::int64_t count() const { return elementCount(outputShape()); }

  void operator()(const Conv& op) const { convolve(op, inputShape(), outputShape(), inputs[0], output); }
  void operator()(const Linear& op) const { multiply(op, positions(graph, node), inputs[0], output); }
  void operator()(const ChannelAffine& op) const { scaleChannels(op, inputShape(), inputs[0], output); }
  void operator()(const Unary& op) const { applyUnary(op, count(), inputs[0], output); }
  void operator()(const Clip& op) const { clip(op, count(), inputs[0], output); }
  void operator()(const Binary& op) const {
    applyBinary(op, inputShape(0), inputShape(1), outputShape(), inputs[0], inputs[1], output);
  }
  void operator()(const Pool& op) const { pool(op, inputShape(), outputShape(), inputs[0], output); }
  std::vector<Shape> inputShapes() const {
    std::vector<Shape> shapes;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      shapes.push_back(inputShape(i));
    }
    return shapes;
  }
  void operator()(const Concat& op) const { concatenate(op, inputShapes(), outputShape(), inputs, output); }
  void operator()(const Pad& op) const { pad(op, inputShape(), outputShape(), inputs[0], output); }
  void operator()(const Slice& op) const { slice(op, inputShape(), inputs[0], output); }
  void operator()(const Transpose& op) const {
    transpose(op, inputShape(), outputShape(), inputs[0], output);
  }
  void operator()(const Reshape& /*op*/) const { std::copy_n(inputs[0], count(), output); }
  void operator()(const Softmax& op) const { softmax(op, outputShape(), inputs[0], output); }
  void operator()(const Select& /*op*/) const { select(inputShapes(), outputShape(), inputs, output); }
  void operator()(const Reduce& op) const { reduce(op, inputShape(), outputShape(), inputs[0], output); }
  void operator()(const Normalise& op) const { normaliseGroups(op, outputShape(), inputs[0], output); }
  void operator()(const Lrn& op) const { localResponse(op, outputShape(), inputs[0], output); }
  void operator()(const MatrixProduct& /*op*/) const {
    multiplyMatrices(inputShape(0), inputShape(1), outputShape(), inputs[0], inputs[1], output);
  }
  void operator()(const Gather& op) const { gather(op, inputShape(), inputs[0], output); }
  void operator()(const Repeat& op) const { repeat(op, inputShape(), inputs[0], output); }
  void operator()(const Resize& op) const { resize(op, inputShape(), inputs[0], output); }
  void operator()(const Quantise& op) const { quantise(op, count(), inputs[0], output); }
  void operator()(const Constant& op) const {
    std::copy(op.tensor.values.begin(), op.tensor.values.end(), output);
  }
};

}  // namespace

void evaluate(const Graph& graph, const Node& node, const std::vector<const float*>& inputs, float* output) {
  std::visit(Kernel{graph, node, inputs, output}, node.op);
}

}  // namespace ohmic::models
