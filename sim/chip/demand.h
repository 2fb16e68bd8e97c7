// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "sim/chip/chip_model.h"
#include "sim/engine/deployment.h"

namespace ohmic::sim {

/// Cycles for which one image occupies each resource of the chip, from the plan alone: the layers' arrays (of
/// the busiest replica), buffer ports, digital units, links, and the host link. Keys are hierarchical names
/// as in ChipResult::busyCycles; "chip.layer_<n>" for the arrays of a layer, "chip.host" for the link
/// inwards.
[[nodiscard]] std::map<std::string, std::int64_t> resourceDemand(const Deployment& deployment,
                                                                 const ChipModel& model);

/// The resource that throughput cannot exceed, and its cycles for an image. Resources that are nearly as busy
/// make each other wait: then an image takes longer.
struct Bottleneck {
  std::string resource;
  std::int64_t cycles = 0;
};
[[nodiscard]] Bottleneck slowestStage(const std::map<std::string, std::int64_t>& demand);

}  // namespace ohmic::sim
