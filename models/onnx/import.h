// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/graph/graph.h"

namespace ohmic::models {

struct ImportOptions {
  /// Fold a BatchNormalization into the Conv or Gemm before it (double precision, rounded once); otherwise,
  /// and where there is none to fold into, it stays a digital ChannelAffine.
  bool foldBatchNorm = true;

  /// Read a BatchNormalization whose variance and epsilon have no positive sum, as noise on the statistics
  /// can leave it: its channel is not a number. Otherwise it is refused.
  bool takesNegativeVariance = false;

  /// The tensor to compute: an output of the file, another tensor, or a node's name. Empty: the file's only
  /// output, or the logits that its outputs pick classes from.
  std::string output;

  /// Shape of an image of the data set, {channels, height, width}; asked for where the file leaves extents
  /// other than the batch free. None: such a file is refused.
  std::function<Shape()> imageShape;
};

/// What became of a node of the file.
struct NodeFate {
  enum class Kind {
    runs,      ///< a node of the graph, on arrays or digital
    constant,  ///< folded: the same for every image
    merged,    ///< folded into the product before it, or handed on as it is
    unused,    ///< the logits do not depend on it
    refused,
    unreached  ///< reads what a refused node should have computed
  };
  std::string name;  ///< of its first output, as in the graph
  std::string type;
  Kind kind = Kind::runs;
  std::string why;  ///< refused: "found; allowed; try"
};

/// Extents of an image as a model's input declares them, 0 where they are free; from the file's own bytes, no
/// external data. None where the file has no such input: importOnnx() tells why.
[[nodiscard]] std::optional<Shape> declaredImage(const std::filesystem::path& file);

/// Read a trained network from an ONNX file: opsets 7 to 23, one input with the batch as first dimension, one
/// output. Nodes, inputs and tensors that the output does not depend on are left out. docs/networks.md lists
/// the operators.
///
/// External data is read from the model's folder and below only. Nothing in the file is trusted: sizes are
/// checked before memory is taken.
///
/// @throws configs::InputError `file: node 'x' (Conv): found; allowed; try`
[[nodiscard]] Graph importOnnx(const std::filesystem::path& file, const ImportOptions& options = {});

/// The same from bytes in memory; @p name stands for the file in messages, external data is refused.
[[nodiscard]] Graph importOnnx(std::string_view bytes, const std::filesystem::path& name,
                               const ImportOptions& options = {});

/// The same, telling the fate of each node; a refused node does not hide what comes after it.
/// @param fates  filled before the first refusal is thrown.
[[nodiscard]] Graph importOnnx(const std::filesystem::path& file, const ImportOptions& options,
                               std::vector<NodeFate>& fates);

}  // namespace ohmic::models
