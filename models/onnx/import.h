// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "models/graph/graph.h"

namespace ohmic::models {

struct ImportOptions {
  /// Fold a BatchNormalization into the Conv or Gemm before it (double precision, rounded once); otherwise,
  /// and where there is none to fold into, it stays a digital ChannelAffine.
  bool foldBatchNorm = true;
};

/// Read a trained network from an ONNX file: opsets 9 to 17, float32, double or int64 initialisers, one image
/// input with the batch as first dimension, one output. docs/networks.md lists the operators.
///
/// External data is read from the model's folder and below only. Nothing in the file is trusted: sizes are
/// checked before memory is taken.
///
/// @throws configs::InputError `file: node 'x' (Conv): found; allowed; try`
[[nodiscard]] Graph importOnnx(const std::filesystem::path& file, const ImportOptions& options = {});

/// The same from bytes in memory; @p name stands for the file in messages, external data is refused.
[[nodiscard]] Graph importOnnx(std::string_view bytes, const std::filesystem::path& name,
                               const ImportOptions& options = {});

}  // namespace ohmic::models
