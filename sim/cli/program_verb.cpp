// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <filesystem>
#include <memory>

#include "configs/reader/error.h"
#include "models/datasets/file_digest.h"
#include "sim/cli/loaded_run.h"
#include "sim/cli/run_options.h"
#include "sim/cli/verbs.h"
#include "sim/record/npz.h"
#include "sim/record/output_file.h"
#include "sim/run/chip_file.h"
#include "sim/run/chip_programmer.h"
#include "sim/run/noisy_network.h"

namespace ohmic::sim {

namespace po = boost::program_options;

namespace {

/// One draw of weight noise: the network itself, or its weights by name.
void writeNoisyNetwork(const LoadedRun& run, const std::filesystem::path& output, std::uint32_t draw) {
  const auto& request = run.request;
  const bool isArchive = output.extension() == ".npz";
  if (!isArchive && output.extension() != ".onnx") {
    throw configs::InputError(
        {"", "--output", fmt::format("'{}'", output.string()),
         "NAME.onnx, the network with its noisy weights, or NAME.npz, the weights by name",
         "write -o noisy.onnx"});
  }
  OutputFile file(output);
  const auto network = withPlaces(
      run.config, [&] { return std::make_unique<NoisyNetwork>(request.network, *request.weightNoise); });
  if (isArchive) {
    NpzArchive archive;
    const auto values = network->draw(request.seed, draw);
    for (std::size_t p = 0; p < values.size(); ++p) {
      const auto& parameter = network->parameters()[p];
      archive[parameter.name] = NpyArray::of("<f4", parameter.shape, values[p]);
    }
    file.write(npzBytes(archive));
  } else {
    file.write(network->onnx(request.seed, draw));
  }
  fmt::print("draw {} of seed {}: noise on {} tensors in {}\n", draw, request.seed, network->tensors().size(),
             output.string());
}

}  // namespace

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
  if (request.weightNoise) {
    writeNoisyNetwork(run, (*options)["output"].as<std::string>(), (*options)["chip"].as<std::uint32_t>());
    return 0;
  }
  const std::string output = (*options)["output"].as<std::string>();
  OutputFile file(output);
  const auto [graph, plan, hardware] = mapRun(run);
  ChipFile chip{models::fileDigest(graph.files),
                {request.seed, (*options)["chip"].as<std::uint32_t>(), request.readTimes[0]},
                {}};
  chip.chip = ChipProgrammer(plan, hardware, request.threads).program(chip.moment);
  file.write(npzBytes(chipArchive(chip, graph, plan)));
  fmt::print("chip {} of seed {} at {} s after programming: {} arrays in {}\n", chip.moment.chip,
             chip.moment.seed, chip.moment.readTime, plan.arrays(), output);
  return 0;
}

}  // namespace ohmic::sim
