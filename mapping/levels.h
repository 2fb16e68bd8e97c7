// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "mapping/format.h"
#include "models/graph/tensor.h"

namespace ohmic::mapping {

/// Weights as levels: weight = level * scale of its output.
struct Levels {
  std::vector<float> level;   ///< in the weight's layout; within [-L, L]; integers unless analog
  std::vector<double> scale;  ///< weight of one level; one number, or one for each output; > 0
};

/// Round a weight tensor {out, ...} to levels, half to even. The scale makes the largest magnitude of the
/// layer (or of the column) the greatest level; an all-zero scope has scale 1. Weights of a quantised model
/// (Tensor::steps) keep their own levels and scales where the format holds them and nothing is clipped; -128
/// in 8 bits saturates.
///
/// @param clip  if given, a scope's largest magnitude is at most so many of its standard deviations; weights
///              beyond saturate.
[[nodiscard]] Levels quantiseWeights(const models::Tensor& weight, const LevelFormat& format,
                                     ScaleScope scope, std::optional<double> clip = {});

}  // namespace ohmic::mapping
