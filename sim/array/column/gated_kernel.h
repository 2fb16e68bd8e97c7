// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "devices/wires/gated_column.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// sums[p][c] of a plane whose cells the inputs switch: sumGated() of plain_read.h for so many positions,
/// equal bit for bit.
///
/// @param on        positions x stride: what the rows get, 0 or 1.
/// @param switched  workspace.
/// @param sums      positions x the plane's padded columns, fixed-point units.
void sumGatedBlock(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
                   const std::int16_t* on, std::ptrdiff_t stride, int positions,
                   std::vector<devices::GatedRow>& switched, std::int32_t* sums);

}  // namespace ohmic::sim
