// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mapping/plan.h"
#include "sim/chip/chip_model.h"

namespace ohmic::sim {

/// Refuse a plan that the chip's costs say nothing about: inputs of more bits than its DACs.
///
/// @throws configs::InputError naming the key, what is covered and what to try.
void checkCoverage(const mapping::Plan& plan, const ChipModel& model);

}  // namespace ohmic::sim
