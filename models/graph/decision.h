// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/graph/graph.h"

namespace ohmic::models {

/// Whether a network's output is a vector: at most one of its extents is not 1.
[[nodiscard]] bool isVector(const Shape& shape);

/// What one logit is compared with, above which an image is of class 1: 0.5 if the output is a probability
/// (behind Sigmoid or HardSigmoid), else 0.
[[nodiscard]] double usualThreshold(const Graph& graph);

}  // namespace ohmic::models
