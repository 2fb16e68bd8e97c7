// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/chip/chip_model.h"
#include "sim/record/run_record.h"

namespace ohmic::sim {

/// What every component of a chip costs, with its origin. Of arrays whose cells are counted by their
/// conductances, only area and leakage.
[[nodiscard]] std::vector<CostRecord> describeCosts(const ChipModel& model);

/// Within how much energy and area are known:
///
///     max(sum f E / sum E, sum E / sum (E / f))        over the components, f the factor of each
///
/// Computed leakage is known within a factor of 10 (docs/models/circuits.md), cells and their writing are
/// simulated: 1. Nothing where a component that takes a part states no factor.
///
/// @pre chip has its costs, energy and area by component
void addErrors(ChipRecord& chip);

}  // namespace ohmic::sim
