// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "sim/array/chip_moment.h"
#include "sim/array/column/column_read.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/layer_counts.h"
#include "sim/array/position/position_read.h"
#include "sim/array/programmed_array.h"
#include "sim/array/storing.h"
#include "sim/array/sum_listener.h"

namespace ohmic::sim {

/// Reads a layer's arrays for whole images, in the form that suits the layer and the chip. One for each
/// thread; holds workspace.
class LayerReader {
 public:
  LayerReader(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic);

  /// Output of the layer for one image: columns x positions floats (positions x columns if channelsLast).
  ///
  /// @param layer   the programmed arrays.
  /// @param moment  whose seed and chip count the fresh noise.
  /// @param image   index in the data set.
  /// @param output  may share memory with the input.
  void run(const ProgrammedLayer& layer, const ChipMoment& moment, std::uint32_t image, const float* input,
           float* output, LayerCounts& counts, Storing storing = Storing::plain);

  /// The sums of every plane, g_min's common term included, without conversion.
  void listen(const ProgrammedLayer& layer, const float* input, SumListener& listener);

 private:
  [[nodiscard]] bool readsPositions(const ProgrammedLayer& layer) const;
  [[nodiscard]] PositionReader& positions();
  [[nodiscard]] ColumnReader& columns();

  const mapping::LayerPlan& layer_;
  const LayerArithmetic& arithmetic_;
  std::unique_ptr<PositionReader> positions_;  ///< each once it has served
  std::unique_ptr<ColumnReader> columns_;
};

}  // namespace ohmic::sim
