// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "models/graph/graph.h"
#include "models/reference/buffer_plan.h"

namespace ohmic::models {

/// Integer weights and input scale of one Conv or Linear.
struct QuantizedLayer {
  std::vector<std::int32_t> levels;  ///< in the layout of the node's weight
  std::vector<double> weightScale;   ///< weight per level: one, or one per output channel
  double inputScale = 1.0;           ///< activation per code
  std::int32_t leastCode = -127;     ///< codes are clamped to [leastCode, greatestCode]
  std::int32_t greatestCode = 127;
};

/// The integer-quantised digital network: what ideal hardware must reproduce bit for bit.
///
///     code   = clamp(roundHalfToEven(x * float(1 / inputScale)), leastCode, greatestCode)     (float)
///     output = float(double(sum of level * code) * (weightScale * inputScale) + double(bias))
///
/// The sums are exact 64-bit integers; padding has code 0; all other nodes run as in FloatNetwork. Const
/// member functions may run on many threads at once.
class QuantizedNetwork {
 public:
  /// @param layers  by index into graph.nodes, one for every Conv and Linear.
  /// @throws std::invalid_argument if a layer is missing, superfluous or of the wrong size.
  QuantizedNetwork(Graph graph, std::map<std::size_t, QuantizedLayer> layers);

  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }

  /// @param images  count images, one after the other.
  /// @param logits  room for the outputs of count images.
  void run(const float* images, std::int64_t count, float* logits) const;

 private:
  Graph graph_;
  std::map<std::size_t, QuantizedLayer> layers_;
  BufferPlan plan_;
};

/// One layer alone: quantise, multiply, scale back.
void evaluateQuantized(const Graph& graph, const Node& node, const QuantizedLayer& layer, const float* input,
                       float* output);

}  // namespace ohmic::models
