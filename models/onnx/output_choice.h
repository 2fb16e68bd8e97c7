// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

namespace onnx {
class GraphProto;
}

namespace ohmic::models {

/// The tensor that the import computes.
struct OutputChoice {
  std::string name;
  std::string note;  ///< a sentence if it is none of the file's outputs; else empty
};

/// The tensor of the logits: the one that was asked for, or the file's only output.
///
/// An output that only picks a class from the logits (ArgMax, TopK, Hardmax, the label of a classifier of
/// scikit-learn, and what follows them) stands for the logits, a ZipMap for what it is a table of. Label and
/// probabilities, as scikit-learn's exporter writes them, are one: the probabilities.
///
/// @param asked  name of an output, of a tensor or of a node; empty: none.
/// @throws configs::InputError listing the outputs if there are several, or none of that name.
[[nodiscard]] OutputChoice chooseOutput(const onnx::GraphProto& graph, const std::string& asked);

/// Names of all tensors that a tensor is computed from, itself included; also those that a subgraph of a node
/// reads.
[[nodiscard]] std::set<std::string> neededFor(const onnx::GraphProto& graph, const std::string& tensor);

}  // namespace ohmic::models
