// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/array/programmed_array.h"
#include "sim/array/programming/solve_crossbars.h"

namespace ohmic::sim {

/// What the planes of an array add up to.
struct ArrayTally {
  std::vector<double> rowConductance;  ///< ProgrammedArray::rowConductance
  std::int64_t saturatedCells = 0;
  std::optional<WriteTally> writes;  ///< none: without verification
};

/// Program what one converter per output sees of an array: a slice, with both cells of the pair (polarity 0)
/// or one.
///
/// @param solved  none: the wires are ideal, or the inputs switch the cells.
/// @param tally   the plane's cells are added to it; with wires they are there already.
[[nodiscard]] Plane programPlane(const ArrayJob& job, const CrossbarDefects& defects,
                                 const std::optional<SolvedCrossbars>& solved, int slice, int polarity,
                                 ArrayTally& tally);

}  // namespace ohmic::sim
