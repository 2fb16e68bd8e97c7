// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "sim/array/chip_moment.h"
#include "sim/array/layer_read.h"
#include "sim/chip/event_counts.h"
#include "sim/chip/tile_cycles.h"

namespace ohmic::sim {

/// One array and what surrounds it: what the modules of an array unit refer to. Outlives them.
struct ArrayContext {
  const ChipMoment& moment;
  const mapping::LayerPlan& layer;
  const LayerArithmetic& arithmetic;
  const mapping::ArrayPlan& plan;
  const ProgrammedArray& programmed;
  std::size_t index = 0;  ///< as ProgrammedLayer::arrays
  int crossbars = 1;      ///< 2 with twin pairs
  ArrayWork work;
  EventCounts& events;  ///< of the layer
  LayerCounts& counts;  ///< of the layer

  /// Of the input; each of them takes work.groups passes.
  [[nodiscard]] int phases() const { return layer.input.phases(); }
  [[nodiscard]] int driveStride() const { return (plan.rows / 2 + 1) * 2; }
};

}  // namespace ohmic::sim
