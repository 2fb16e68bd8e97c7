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
  /// @param opset  version of the standard operators that the node is written in.
  NodeReader(const onnx::NodeProto& proto, Scope& scope, std::int64_t opset);

  Attributes attributes;

  [[nodiscard]] std::int64_t opset() const { return opset_; }
  [[nodiscard]] Scope& scope() { return scope_; }
  [[nodiscard]] std::size_t inputCount() const;
  [[nodiscard]] std::size_t outputCount() const;
  [[nodiscard]] bool isNamed(std::size_t output) const;  ///< false for an output that nothing can read
  [[nodiscard]] bool has(std::size_t index) const;       ///< false for an omitted optional input
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

  /// The same in the graph's shape of an operand. The batch axis of an activation makes the node work on the
  /// file's shapes, and is refused where that is impossible.
  [[nodiscard]] std::int64_t graphAxis(std::int64_t axis, std::size_t index);

  /// The same for several axes, in ascending order.
  /// @throws configs::InputError if one is named twice.
  [[nodiscard]] std::vector<std::int64_t> graphAxes(const std::vector<std::int64_t>& axes, std::size_t index);

  /// The graph's part of an operand's shape: without the batch, if it is an activation that begins with it.
  [[nodiscard]] Shape graphShape(std::size_t index) const;

  /// Whether an operand holds whole numbers in the file.
  [[nodiscard]] bool isInteger(std::size_t index) const;

  /// The graph's part of a shape that begins with the batch, for the result of an activation.
  [[nodiscard]] Shape withoutBatch(const Shape& shape) const;

  /// A constant of finite floats; @p what names its role in messages.
  [[nodiscard]] const Tensor& weights(std::size_t index, const char* what) const;
  [[nodiscard]] std::vector<std::int64_t> integers(std::size_t index, const char* what) const;
  [[nodiscard]] float scalar(std::size_t index, const char* what) const;  ///< may be infinite, not NaN

  /// Read another value in the place of an operand.
  void substitute(std::size_t index, Operand value);

  /// A further operand beside the node's inputs.
  /// @returns  the index by which it is known.
  std::size_t hold(Operand value);

  /// Append the operator to the graph, or fold it if all operands are constants; the result becomes an
  /// output.
  void emit(Operator op, const std::vector<std::size_t>& operands, std::size_t output = 0);

  /// The same on the way to an output: the result is handed back and may take an operand's place.
  /// @param step  names it beside the output: "second".
  [[nodiscard]] Operand compute(Operator op, const std::vector<std::size_t>& operands,
                                const std::string& step);

  /// The same as a further operand.
  std::size_t apply(Operator op, const std::vector<std::size_t>& operands, const std::string& step);

  /// Give an output its meaning.
  void bind(Operand result, std::size_t output = 0);

 private:
  [[nodiscard]] Operand result(Operator op, const std::vector<std::size_t>& operands,
                               const std::string& name);
  [[nodiscard]] std::string nameOf(std::size_t index) const;
  [[nodiscard]] std::size_t graphValue(std::size_t index, std::size_t rank);
  [[nodiscard]] std::size_t wholeValue(std::size_t index);
  [[nodiscard]] std::size_t constantValue(const std::string& key, const std::string& name, Tensor tensor);
  void nameAfterOutput(std::size_t value, const std::string& name);
  [[nodiscard]] Activation withBatchFirst(Activation result, const std::string& name);

  [[nodiscard]] bool needsWhole(const std::vector<std::size_t>& operands) const;

  const onnx::NodeProto& proto_;
  Scope& scope_;
  std::int64_t opset_;
  std::map<std::size_t, Operand> substitutes_;
  std::size_t held_ = std::size_t{1} << 32U;  ///< the next further operand
  bool whole_ = false;
};

}  // namespace ohmic::models
