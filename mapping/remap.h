// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "mapping/plan.h"

namespace ohmic::mapping {

/// A cell that holds one digit for good, whatever is written.
struct StuckDigit {
  int row = 0;   ///< of the array
  int slot = 0;  ///< output's place in the array, below LayerPlan::slots()
  int slice = 0;
  int polarity = 1;  ///< +1, -1; of an offset cell +1
  int device = 0;
  double digit = 0.0;
};

/// Place the outputs of an array so that stuck cells harm least: @returns for each output its slot, all
/// different. The sum over all weights of the squared error in levels is least among all placements (an
/// assignment problem, solved exactly in columns * columns * slots steps). Without stuck cells every output
/// keeps its slot.
///
/// Source  H. W. Kuhn, "The Hungarian method for the assignment problem", 1955, in the form with potentials;
///         columns moved around stuck cells: e.g. Xia et al., "Stuck-at fault tolerance in RRAM computing
///         systems", IEEE JETCAS 2018.
/// Omits   rows (their order is fixed by the layer before), other levels for the healthy cell of a pair.
[[nodiscard]] std::vector<int> remapColumns(const LayerPlan& layer, const ArrayPlan& array,
                                            const std::vector<StuckDigit>& stuck);

/// Sum of the squared errors in levels with each output in its slot.
[[nodiscard]] double placementError(const LayerPlan& layer, const ArrayPlan& array,
                                    const std::vector<StuckDigit>& stuck, const std::vector<int>& slots);

/// The assignment of least cost: for each row of a rows x columns matrix (rows <= columns) its column.
[[nodiscard]] std::vector<int> cheapestAssignment(const std::vector<double>& cost, int rows, int columns);

}  // namespace ohmic::mapping
