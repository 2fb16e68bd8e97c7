// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "mapping/plan.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// Sums of some positions of a layer over its arrays, and the outputs that they are.
class SumStore {
 public:
  /// All three outlive the store.
  SumStore(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic,
           const ProgrammedLayer& programmed);

  /// Add an array's sums. The first row block of a band begins them anew, so a layer's arrays come in their
  /// order.
  /// @param sums     positions x array.columns, fixed-point units.
  /// @param offsets  of each position: LayerArithmetic::offsetOf().
  void add(const mapping::ArrayPlan& array, int positions, const std::int64_t* sums,
           const std::int64_t* offsets);

  /// Outputs of the positions that the sums are of, dequantised with bias and norms:
  /// LayerArithmetic::output().
  /// @param first, step  places of the positions among the @p count positions of @p values.
  /// @param values       columns x count, or count x columns if the layer's patch is channelsLast.
  void store(int positions, int first, int step, std::int64_t count, float* values);

 private:
  void dequantise(int positions);
  void normalise(int positions);

  const mapping::LayerPlan& layer_;
  const LayerArithmetic& arithmetic_;
  const ProgrammedLayer& programmed_;
  std::ptrdiff_t stride_;                             ///< columns, padded
  std::vector<double> gain_, known_, factor_, bias_;  ///< of each column, padded
  std::vector<std::int64_t> sums_, offsets_;          ///< positions x stride; without offsets empty
  std::vector<float> outputs_;                        ///< positions x stride
};

}  // namespace ohmic::sim
