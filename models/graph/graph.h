// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "models/graph/operators.h"
#include "models/graph/tensor.h"

namespace ohmic::models {

/// A tensor that flows through the network: one image's worth of it.
struct Value {
  std::string name;          ///< the ONNX tensor's name
  Shape shape;               ///< without the batch dimension
  bool nonNegative = false;  ///< no element can be below zero, whatever the image (derived by isNonNegative)
};

/// One operation: inputs and output are indices into Graph::values.
struct Node {
  /// The ONNX name of the first output of the node that this one was read from. It seeds the node's noise, so
  /// it never changes: a convolution that absorbed a BatchNormalization keeps its own name, while its output
  /// value carries the name of the BatchNormalization's output.
  std::string name;
  std::string type;  ///< the ONNX operator, for messages and tables: "Conv", "GlobalAveragePool"
  Operator op;
  std::vector<std::size_t> inputs;
  std::size_t output = 0;
  bool hasFoldedNorm = false;  ///< a BatchNormalization was folded into it
};

/// How the file declares the input's elements: floats, bytes from 0 to 255, or other whole numbers. All are
/// floats in the graph.
enum class InputType { real, byte, integer };

/// A network as a list of operations in topological order: one input, one output, shapes known, each value
/// written once, by the input or by one node.
struct Graph {
  std::vector<Value> values;
  std::vector<Node> nodes;
  std::size_t input = 0;                     ///< index of the image, whose shape may have any number of axes
  InputType inputType = InputType::real;     ///< as the file has it
  std::size_t output = 0;                    ///< index of the logits
  std::vector<std::string> notes;            ///< what the reader of the file decided, a sentence each
  std::vector<std::filesystem::path> files;  ///< what the graph was read from: the model, then external data
};

/// True for products with constant weights, which crossbars compute: Conv and Linear.
[[nodiscard]] bool isArrayNode(const Node& node);

/// The constant weights of an array node: {out, in / groups, height, width} or {out, in}.
/// @pre isArrayNode(node)
[[nodiscard]] const Tensor& weightOf(const Node& node);

/// Whether the outputs of a node are normalised: a BatchNormalization was folded into it, or one reads them,
/// also through Concat, Pad and poolings.
[[nodiscard]] bool hasNorm(const Graph& graph, std::size_t node);

/// How many products an array node computes per image: output pixels of a Conv, rows of a Linear.
/// @pre isArrayNode(node)
[[nodiscard]] std::int64_t positions(const Graph& graph, const Node& node);

/// Multiply-adds per image of an array node, padding included; 0 for other nodes.
[[nodiscard]] std::int64_t multiplyAdds(const Graph& graph, const Node& node);

}  // namespace ohmic::models
