// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mapping/plan.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// The block forms that read a layer's arrays: lanes of a vector are neighbouring output positions, or
/// neighbouring columns.
enum class ReadForm {
  positions,  ///< for the modes that most simulations use
  columns     ///< any mode
};

/// Whether a layer's shape suits lanes of positions: a property of its plan, for which its levels are laid
/// out.
[[nodiscard]] bool suitsPositions(const mapping::LayerPlan& layer);

/// Lay an array's planes out for matrix tiles, where the layer's shape suits them and the processor has them.
void layTiles(const mapping::LayerPlan& layer, ProgrammedArray& array);

/// The form for a layer's arrays: that of positions where shape, arithmetic and every plane allow it.
[[nodiscard]] ReadForm readForm(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic,
                                const ProgrammedLayer& programmed);

}  // namespace ohmic::sim
