// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/chip/chip_model.h"
#include "sim/engine/deployment.h"
#include "sim/record/run_record.h"

namespace ohmic::sim {

/// What one image occupies, the slowest stage first, at most @p most resources: resourceDemand() with the
/// layers' names.
///
/// @param interval_s  between two images of the timed run, of which ResourceRecord::share is a share.
[[nodiscard]] std::vector<ResourceRecord> describeDemand(const Deployment& deployment, const ChipModel& model,
                                                         double interval_s, std::size_t most = 8);

/// Changes of one value of the run file that give a throughput at least 5 % higher, by the plan's closed form
/// and not by guess: more arrays for replicas (hardware.array_budget: what the installed tiles hold, and 2,
/// 4, 8, 16 times the arrays), and 2, 4, 8 times the width of the slowest stage where that is a buffer, a
/// link, a digital unit or the host port. The most throughput for its area comes first; a change that gives
/// no more than a smaller one of its key is left out.
///
/// Replicas are taken to conduct as their originals do; what wider ports cost is not known. Empty where
/// layers take turns on the arrays or share one: the closed form does not hold there.
///
/// @param energy_J  of an image of the run.
[[nodiscard]] std::vector<ChangeRecord> promisingChanges(const Deployment& deployment, const ChipModel& model,
                                                         double energy_J);

}  // namespace ohmic::sim
