// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "configs/reader/section.h"
#include "models/onnx/import.h"

namespace ohmic::models {

/// Which network a run takes, and how it is imported.
struct NetworkChoice {
  std::filesystem::path model;
  ImportOptions options;

  /// Of a network with one logit: above it an image is of class 1. None: 0.5 behind a Sigmoid, else 0.
  std::optional<double> threshold;
};

/// Read `network: { model, fold_batch_norm, output, threshold }`.
/// @throws configs::InputError with place and key.
[[nodiscard]] NetworkChoice readNetwork(const configs::Section& section);

}  // namespace ohmic::models
