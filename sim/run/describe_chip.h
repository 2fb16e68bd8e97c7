// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/chip/area.h"
#include "sim/chip/chip.h"
#include "sim/chip/energy.h"
#include "sim/record/run_record.h"

namespace ohmic::sim {

/// What a chip's time and silicon come to: all of the record but energy, efficiency and what is not modelled.
[[nodiscard]] ChipRecord describeChip(const Deployment& deployment, const ChipModel& model,
                                      const ChipResult& timed, const AreaReport& area,
                                      const std::optional<ProgrammingCost>& programming);

/// Operations of an image over its energy, time and area; two for each multiply-add.
void addEfficiency(const std::vector<LayerRecord>& layers, ChipRecord& chip);

/// LayerRecord::cyclesByCause of a layer.
[[nodiscard]] std::map<std::string, double> cyclesByCause(const mapping::LayerPlan& layer,
                                                          const ChipResult& timed, std::size_t number);

}  // namespace ohmic::sim
