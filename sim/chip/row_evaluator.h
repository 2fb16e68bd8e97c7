// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/graph/graph.h"
#include "sim/chip/rows.h"

namespace ohmic::sim {

/// Runs one step of a digital node with models::evaluate, on the rows that the step needs: the node itself if
/// it takes all of its input, else a node of one row with the same operator.
class RowEvaluator {
 public:
  /// @param graph, node  outlive the evaluator.
  RowEvaluator(const models::Graph& graph, const models::Node& node);

  /// @param inputs  for each input the rows that InputRows tells, channels x rows x width.
  /// @param output  the step's row, or the whole output.
  void run(std::int64_t step, const std::vector<const float*>& inputs, float* output);

 private:
  void narrow(std::int64_t step);

  const models::Graph& whole_;
  const models::Node& node_;
  bool isRowWise_;
  std::vector<InputRows> inputRows_;  ///< for each input of a row-wise node
  models::Graph row_;  ///< the node on the rows of one step; its values are inputs, then the output
};

}  // namespace ohmic::sim
