// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/loaded_run.h"

#include "configs/reader/error.h"
#include "sim/cli/run_options.h"
#include "sim/run/run_inputs.h"

namespace ohmic::sim {

LoadedRun loadRun(const boost::program_options::variables_map& options, const World& world) {
  const std::filesystem::path file = findFile(world, options["file"].as<std::string>());
  configs::Config config = configs::Config::load(file, loadOptions(world, overridesOf(options)));
  RunRequest request = withPlaces(config, [&] { return readRun(config, world.hardwareThreads); });
  return {file, std::move(config), std::move(request)};
}

MappedNetwork mapRun(const LoadedRun& run) {
  if (run.request.isFloat()) {
    throw configs::InputError({run.config.place(run.request.floatKey()), run.request.floatKey(),
                               "the float network, which is on no arrays", "a run with hardware.cell",
                               run.request.weightNoise
                                   ? "use `ohmic run`, `ohmic check`, `ohmic explain` or `ohmic program`"
                                   : "use `ohmic run`, `ohmic check` or `ohmic explain`"});
  }
  models::Graph graph = withPlaces(run.config, [&] { return openGraph(run.request); });
  auto [plan, hardware] = withPlaces(run.config, [&] { return mapOnto(graph, run.request.hardware); });
  return {std::move(graph), std::move(plan), std::move(hardware)};
}

}  // namespace ohmic::sim
