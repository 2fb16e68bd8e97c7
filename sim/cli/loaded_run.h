// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/program_options.hpp>
#include <filesystem>

#include "configs/reader/config.h"
#include "mapping/plan.h"
#include "models/graph/graph.h"
#include "sim/cli/terminal.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// A run file, read and understood.
struct LoadedRun {
  std::filesystem::path file;
  configs::Config config;
  RunRequest request;
};

/// Read the run file that a verb's options name. @throws configs::InputError.
[[nodiscard]] LoadedRun loadRun(const boost::program_options::variables_map& options, const World& world);

/// Its network, and that network's layers on their hardware.
struct MappedNetwork {
  models::Graph graph;
  mapping::Plan plan;
  std::vector<LayerHardware> hardware;  ///< as plan.layers
};

/// Import and map a run's network. @throws configs::InputError.
[[nodiscard]] MappedNetwork mapRun(const LoadedRun& run);

}  // namespace ohmic::sim
