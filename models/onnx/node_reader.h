// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "models/graph/operators.h"
#include "models/onnx/attributes.h"
#include "models/onnx/operand.h"
#include "models/onnx/scope.h"

namespace ohmic::models {

/// One ONNX node as its operator's import sees it: operands, attributes, and where the result goes.
///
/// Axes: shapes are the file's here, so an activation's usually has the batch first; batchAxes() tells how
/// many leading axes the graph drops. Every refusal is a configs::InputError without file and node, which the
/// caller adds.
class NodeReader {
 public:
  NodeReader(const onnx::NodeProto& proto, Scope& scope);

  Attributes attributes;

  [[nodiscard]] std::int64_t opset() const { return scope_.opset; }
  [[nodiscard]] Scope& scope() { return scope_; }
  [[nodiscard]] std::size_t inputCount() const;
  [[nodiscard]] std::size_t outputCount() const;
  [[nodiscard]] bool has(std::size_t index) const;  ///< false for an omitted optional input
  [[nodiscard]] const Operand& operand(std::size_t index) const;
  [[nodiscard]] bool isActivation(std::size_t index) const;

  /// Shape as in the file: an activation's begins with the batch.
  [[nodiscard]] Shape shape(std::size_t index) const;

  /// 1 if the operand is an activation whose first axis the graph does not have; 0 for constants, and for all
  /// operands after takeWhole().
  [[nodiscard]] std::size_t batchAxes(std::size_t index) const;

  /// Work on the file's shapes, batch included: for an operator that moves the batch axis or merges it.
  /// @returns  whether that is possible: the batch is 1.
  bool takeWhole();

  /// Refuses an operand whose first axis is not the batch.
  void expectBatchFirst(std::size_t index) const;

  /// Index of an axis that may count from the end, within a shape of the given rank.
  [[nodiscard]] static std::size_t normaliseAxis(std::int64_t axis, std::size_t rank);

  /// The same in the graph's shape of an operand; refuses an activation's batch axis.
  [[nodiscard]] std::int64_t graphAxis(std::int64_t axis, std::size_t index) const;

  /// The graph's part of a shape that begins with the batch, for the result of an activation.
  [[nodiscard]] Shape withoutBatch(const Shape& shape) const;

  /// A constant of finite floats; @p what names its role in messages.
  [[nodiscard]] const Tensor& weights(std::size_t index, const char* what) const;
  [[nodiscard]] std::vector<std::int64_t> integers(std::size_t index, const char* what) const;
  [[nodiscard]] bool isSigned(std::size_t index) const;  ///< a constant of int8; false for uint8 or none
  [[nodiscard]] float scalar(std::size_t index, const char* what) const;  ///< may be infinite, not NaN

  /// Read another constant in the place of an operand.
  void substitute(std::size_t index, Operand constant);

  /// Append the operator to the graph, or fold it if all operands are constants; the result becomes an
  /// output.
  void emit(Operator op, const std::vector<std::size_t>& operands, std::size_t output = 0);

  /// The same on the way to an output: the result is handed back and may take an operand's place.
  /// @param step  names it beside the output: "second".
  [[nodiscard]] Operand compute(Operator op, const std::vector<std::size_t>& operands,
                                const std::string& step);

  /// Give an output its meaning.
  void bind(Operand result, std::size_t output = 0);

 private:
  [[nodiscard]] Operand result(Operator op, const std::vector<std::size_t>& operands,
                               const std::string& name);
  [[nodiscard]] std::string nameOf(std::size_t index) const;
  [[nodiscard]] std::size_t graphValue(std::size_t index, std::size_t rank);
  [[nodiscard]] std::size_t wholeValue(std::size_t index);
  [[nodiscard]] std::size_t constantValue(const std::string& key, const std::string& name, Tensor tensor);
  [[nodiscard]] Activation withBatchFirst(Activation result, const std::string& name);

  const onnx::NodeProto& proto_;
  Scope& scope_;
  std::map<std::size_t, Operand> substitutes_;
  bool whole_ = false;
};

}  // namespace ohmic::models
