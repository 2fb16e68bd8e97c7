// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configs/reader/section.h"
#include "devices/costs/equations.h"
#include "sim/array/layer_hardware.h"
#include "sim/chip/chip_model.h"

namespace ohmic::sim {

/// `hardware.chip.node` and `hardware.chip.technology`: flavour, supply, temperature.
/// @throws configs::InputError outside the table, with what it covers.
[[nodiscard]] devices::Technology readTechnology(const configs::Section& chip);

/// Published costs at the chip's node: as they are where `costs.node`, which they hold for, is that or
/// absent; scaled by the technology table where `costs.scaling` says so.
/// @throws configs::InputError where another node is asked for and nothing says how.
void bringToNode(const configs::Section& chip, devices::ChipCosts& costs);

/// The array of some hardware as circuit equations see it. @param model  with its organisation and read
/// voltage
[[nodiscard]] devices::ArraySizes readArraySizes(const configs::Section& chip, const ChipModel& model,
                                                 const LayerHardware& hardware);

/// What the equations need of a chip and of the arrays of some hardware: `hardware.chip.technology`, sizes
/// from the chip and the mapping, `buffer.size`.
///
/// @param model  all but its costs.
/// @throws configs::InputError with place and key.
[[nodiscard]] devices::EquationInputs readEquations(const configs::Section& chip, const ChipModel& model,
                                                    const LayerHardware& hardware);

}  // namespace ohmic::sim
