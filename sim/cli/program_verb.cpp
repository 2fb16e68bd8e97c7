// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <boost/program_options.hpp>

#include "configs/reader/error.h"
#include "models/datasets/file_digest.h"
#include "sim/cli/loaded_run.h"
#include "sim/cli/run_options.h"
#include "sim/cli/verbs.h"
#include "sim/run/chip_file.h"
#include "sim/run/chip_programmer.h"
#include "sim/run/results_folder.h"

namespace ohmic::sim {

namespace po = boost::program_options;

int programVerb(const std::vector<std::string>& arguments, const World& world) {
  po::options_description visible = runFileOptions();
  visible.add_options()("output,o", po::value<std::string>()->value_name("CHIP.npz"), "where the chip goes")(
      "chip", po::value<std::uint32_t>()->default_value(0)->value_name("N"), "which chip of the run, from 0");
  const auto options = parseRunFile(visible, arguments, "program");
  if (!options) {
    return 0;
  }
  if (!options->count("output")) {
    throw configs::InputError("program: no output given; write `ohmic program RUN.yaml -o CHIP.npz`");
  }
  const LoadedRun run = loadRun(*options, world);
  const auto& request = run.request;
  const auto [graph, plan, hardware] = mapRun(run);
  ChipFile chip{models::fileDigest(graph.files),
                {request.seed, (*options)["chip"].as<std::uint32_t>(), request.readTimes[0]},
                {}};
  chip.chip = ChipProgrammer(plan, hardware, request.threads).program(chip.moment);
  const std::string output = (*options)["output"].as<std::string>();
  writeFile(output, npzBytes(chipArchive(chip, graph, plan)));
  fmt::print("chip {} of seed {} at {} s after programming: {} arrays in {}\n", chip.moment.chip,
             chip.moment.seed, chip.moment.readTime, plan.arrays(), output);
  return 0;
}

}  // namespace ohmic::sim
