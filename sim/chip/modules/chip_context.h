// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/chip/chip.h"
#include "sim/chip/modules/agenda.h"
#include "sim/chip/placement.h"
#include "sim/chip/routes.h"

namespace ohmic::sim {

/// What every module of a simulation refers to; outlives them all.
struct ChipContext {
  explicit ChipContext(const ChipJob& stream);

  const ChipJob& job;
  Agenda agenda;
  Placement placement;
  Routes routes;
  std::vector<EventCounts> events;  ///< as Plan::layers
  std::vector<LayerCounts> counts;  ///< as Plan::layers
  std::vector<std::int64_t>
      sharedFree;                   ///< of each host: cycle from which its shared array takes an operation
  std::vector<std::string> labels;  ///< of the layers, for the timeline
  Timeline timeline;

  [[nodiscard]] const models::Graph& graph() const { return job.deployment.graph; }
  [[nodiscard]] const ChipModel& model() const { return job.model; }
  [[nodiscard]] std::int64_t images() const { return static_cast<std::int64_t>(job.images.size()); }
};

}  // namespace ohmic::sim
