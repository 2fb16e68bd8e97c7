// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "models/graph/graph.h"

namespace ohmic::models {

/// Whole multiples of a step, as a quantised activation has them: step * least to step * greatest.
struct ValueGrid {
  double step = 1.0;
  double least = 0.0;  ///< whole, as greatest
  double greatest = 0.0;
};

/// For each value of a graph the grid that all its elements lie on, whatever the image: behind QuantizeLinear
/// and DequantizeLinear or QONNX's quantisers, and what moves, rectifies or pools their results. None where
/// the graph does not tell.
[[nodiscard]] std::vector<std::optional<ValueGrid>> gridsOf(const Graph& graph);

}  // namespace ohmic::models
