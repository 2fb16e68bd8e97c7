// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "configs/reader/section.h"
#include "sim/chip/chip_model.h"
#include "sim/run/hardware_choice.h"

namespace ohmic::sim {

/// Read the `hardware` section, chip aside, and the `layers` section, whose entries are laid over it.
///
/// @throws configs::InputError naming the key; for an entry of `layers` also that entry.
[[nodiscard]] HardwareChoice readHardware(const configs::Section& root);

/// The chip of the `hardware` section, if there is one. @param usual  the hardware it is priced for.
[[nodiscard]] std::optional<ChipModel> readChipOf(const configs::Section& hardware,
                                                  const LayerHardware& usual);

/// `hardware.array_budget`: arrays for replicas, balanced by the chip's timing if there is one.
[[nodiscard]] std::optional<Replication> readReplication(const configs::Section& hardware,
                                                         const std::optional<ChipModel>& chip);

}  // namespace ohmic::sim
