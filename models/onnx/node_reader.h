// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "models/graph/operators.h"
#include "models/onnx/attributes.h"
#include "models/onnx/operand.h"
#include "models/onnx/scope.h"

namespace ohmic::models {

/// One ONNX node as its operator's import sees it: operands, attributes, and where the result goes.
///
/// Axes: an activation's shape has the batch first here, as in the file; batchAxes() tells how many leading
/// axes the graph drops. Every refusal is a configs::InputError without file and node, which the caller adds.
class NodeReader {
 public:
  NodeReader(const onnx::NodeProto& proto, Scope& scope) : attributes(proto), proto_(proto), scope_(scope) {}

  Attributes attributes;

  [[nodiscard]] std::int64_t opset() const { return scope_.opset; }
  [[nodiscard]] Scope& scope() { return scope_; }
  [[nodiscard]] std::size_t inputCount() const;
  [[nodiscard]] bool has(std::size_t index) const;  ///< false for an omitted optional input
  [[nodiscard]] const Operand& operand(std::size_t index) const;
  [[nodiscard]] bool isActivation(std::size_t index) const;

  /// Shape as in the file: an activation's begins with the batch.
  [[nodiscard]] Shape shape(std::size_t index) const;

  /// 1 if the operand is an activation, whose first axis the graph does not have; 0 for constants.
  [[nodiscard]] std::size_t batchAxes(std::size_t index) const { return isActivation(index) ? 1 : 0; }

  /// Index of an axis that may count from the end, within a shape of the given rank.
  [[nodiscard]] static std::size_t normaliseAxis(std::int64_t axis, std::size_t rank);

  /// The same in the graph's shape of an operand; refuses an activation's batch axis.
  [[nodiscard]] std::int64_t graphAxis(std::int64_t axis, std::size_t index) const;

  /// The graph's part of a shape that begins with the batch, for the result of an activation.
  [[nodiscard]] Shape withoutBatch(const Shape& shape) const;

  /// A constant of finite floats; @p what names its role in messages.
  [[nodiscard]] const Tensor& weights(std::size_t index, const char* what) const;
  [[nodiscard]] std::vector<std::int64_t> integers(std::size_t index, const char* what) const;
  [[nodiscard]] float scalar(std::size_t index, const char* what) const;  ///< may be infinite, not NaN

  /// Append the operator to the graph, or fold it if all operands are constants; the result becomes output 0.
  void emit(Operator op, const std::vector<std::size_t>& operands);

  /// Give output 0 its meaning.
  void bind(Operand result);

 private:
  [[nodiscard]] std::size_t graphValue(std::size_t index, std::size_t rank);

  const onnx::NodeProto& proto_;
  Scope& scope_;
};

}  // namespace ohmic::models
