// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "devices/cells/cell.h"
#include "devices/wires/wire_resistance.h"
#include "devices/wires/wires.h"
#include "mapping/plan.h"
#include "sim/array/chip_moment.h"
#include "sim/array/layer_hardware.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// Units of 2^-f that g_min and the format's middle digit add to a single line for each input code:
/// (g_min / step + middle) * 2^f, where one step is one level of the plan's digits.
[[nodiscard]] double commonTerm(const mapping::LevelFormat& levels, const devices::ConductanceRange& range);

/// Program, age and round one array in one pass; its siemens are forgotten. Another read time repeats the
/// pass from the same draws.
///
/// A cell's effective level is digit + (g - target) / step, so an ideal cell is exactly its digit. With wires
/// g is the effective conductance: what the row's voltage drives through the line's converter, all other
/// cells of the crossbar loading the wires (unused ones at g_min). A cell whose I-V law is replaced by its
/// chord has the chord's conductance from here on. Fresh read noise is scaled by effective
/// over own conductance, a stated approximation (docs/models/wires.md); a row's conductance is the sum of its
/// effective ones. Several devices of one digit are cells of their own on neighbouring bit lines, whose
/// currents are added before the converter: the level is their mean. Stuck cells and the factors of dies and
/// arrays come last; where columns are remapped, each chip's array places them around its own stuck cells
/// (mapping/remap.h) and the converter goes with the output, not with the place.
[[nodiscard]] ProgrammedArray programArray(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                                           std::uint32_t replica, const devices::Cell& cell,
                                           const ChipMoment& moment,
                                           const devices::WireResistance& wires = {});

/// What wires left of each cell when they were solved last: effective over own conductance, of every array of
/// a chip and its crossbars. An approximation for cells that have changed since: a cell keeps its share of
/// the voltage, whatever its neighbours conduct now.
struct WireShares {
  std::vector<std::vector<devices::ConductanceMatrix>> arrays;  ///< empty: nothing is known
};

/// Program every array of a chip.
///
/// @param hardware  as plan.layers.
/// @param threads   at least 1; the result does not depend on it.
/// @param shares    null: wires are solved. Otherwise they are solved where nothing is known, remembered, and
///                  taken from here the next time. @pre of the same plan
/// @param solver    solves them.
[[nodiscard]] ProgrammedChip programChip(const mapping::Plan& plan,
                                         const std::vector<LayerHardware>& hardware, const ChipMoment& moment,
                                         int threads, WireShares* shares = nullptr,
                                         const devices::WireSolver& solver = devices::effectiveConductance);

/// The same where all layers have the same cells and wires.
[[nodiscard]] ProgrammedChip programChip(const mapping::Plan& plan, const devices::Cell& cell,
                                         const ChipMoment& moment, int threads,
                                         const devices::WireResistance& wires = {});

}  // namespace ohmic::sim
