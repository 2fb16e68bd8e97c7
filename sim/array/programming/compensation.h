// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "mapping/plan.h"
#include "sim/array/layer_hardware.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// Sums of a column's output magnitudes.
struct ColumnReads {
  std::vector<double> sums;  ///< of each column of the layer, whole fixed-point units
  double places = 0.0;       ///< rows times columns, over all replicas
};

/// Reference reads of a chip: for each layer and column the sum of its outputs' magnitudes when one row after
/// the other is driven by one code (one-hot vectors), row blocks together, without converters; in fixed-point
/// units.
///
/// Source  aihwkit, src/aihwkit/inference/compensation/drift.py ("global drift compensation": one-hot reads,
/// mean magnitude), there for each tile, or each column of a tile, and through the converters; here for each
/// layer or column, exact.
[[nodiscard]] std::vector<ColumnReads> referenceReads(const ProgrammedChip& chip, const mapping::Plan& plan);

/// Set the gains of every layer that asks for it to reference / present magnitude: of the layer, or of each
/// column; so that the mean output is what it was at the reference. What reads nothing keeps gain 1. Layers
/// with AdaBS are left alone here.
///
/// @param hardware  as plan.layers.
void compensateDrift(const std::vector<ColumnReads>& reference, const mapping::Plan& plan,
                     const std::vector<LayerHardware>& hardware, ProgrammedChip& chip);

}  // namespace ohmic::sim
