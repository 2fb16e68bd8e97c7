// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "configs/reader/section.h"
#include "models/onnx/import.h"

namespace ohmic::models {

/// What a network's outputs are judged by.
enum class Metric {
  top1,               ///< the class of the greatest logit
  aucReconstruction,  ///< how well the error of an autoencoder's reconstruction tells class 1 from class 0
};

/// Which network a run takes, and how it is imported.
struct NetworkChoice {
  std::filesystem::path model;
  ImportOptions options;

  Metric metric = Metric::top1;

  /// Of a network with one logit: above it an image is of class 1. None: 0.5 behind a Sigmoid, else 0. With
  /// aucReconstruction: of the error; none: the median of the float network's errors.
  std::optional<double> threshold;
};

/// Read `network: { model, fold_batch_norm, output, metric, threshold }`.
/// @throws configs::InputError with place and key.
[[nodiscard]] NetworkChoice readNetwork(const configs::Section& section);

}  // namespace ohmic::models
