// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <filesystem>
#include <utility>

#include "configs/reader/error.h"
#include "sim/cli/claim_output.h"
#include "sim/cli/guard.h"
#include "sim/cli/loaded_run.h"
#include "sim/cli/run_options.h"
#include "sim/cli/verbs.h"
#include "sim/engine/calibrate.h"
#include "sim/run/calibration_file.h"
#include "sim/run/deploy_network.h"
#include "sim/run/run_inputs.h"

namespace ohmic::sim {

namespace po = boost::program_options;

int calibrateVerb(const std::vector<std::string>& arguments, const World& world) {
  po::options_description visible = runFileOptions();
  visible.add_options()("output,o", po::value<std::string>()->value_name("FILE"),
                        "where it goes; default calibration.json")("force", "overwrite a file");
  const auto options = parseRunFile(visible, arguments, "calibrate");
  if (!options) {
    return 0;
  }
  const std::filesystem::path output =
      options->count("output") ? (*options)["output"].as<std::string>() : "calibration.json";
  LoadedRun run = loadRun(*options, world);
  run.request.calibrationFile.clear();
  OutputFile file = claimFile("--output", output, options->count("force") > 0, inputsOf(run));
  auto [graph, plan, hardware] = mapRun(run);
  refuseInputs("--output", output, graph.files);
  const CalibrationImages images = withPlaces(run.config, [&, &graph = graph, &hardware = hardware] {
    return openCalibration(run.request, graph, hardware);
  });
  withPlaces(run.config, [&, &graph = graph] {
    requireFinite(graph, *images.samples, images.samples->count(), run.request.threads);
  });
  const std::string hash = calibrationHashOf(run.request, graph, plan, hardware, images);
  const Deployment deployment =
      withPlaces(run.config, [&, &graph = graph, &plan = plan, &hardware = hardware] {
        return deployNetwork(run.request, std::move(graph), std::move(plan), std::move(hardware), images);
      });
  file.write(calibrationJson({hash, calibrationOf(deployment)}));
  show("{} layers calibrated on {} images of {}: {}\n", deployment.plan.layers.size(),
       images.samples->count(), models::splitName(images.split), output.string());
  return 0;
}

}  // namespace ohmic::sim
