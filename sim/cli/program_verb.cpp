// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <filesystem>
#include <memory>
#include <utility>

#include "configs/files/escape.h"
#include "configs/reader/error.h"
#include "models/datasets/open_samples.h"
#include "sim/cli/claim_output.h"
#include "sim/cli/guard.h"
#include "sim/cli/loaded_run.h"
#include "sim/cli/run_options.h"
#include "sim/cli/verbs.h"
#include "sim/engine/calibrate.h"
#include "sim/record/npz.h"
#include "sim/record/output_file.h"
#include "sim/run/chip_file.h"
#include "sim/run/chip_programmer.h"
#include "sim/run/noisy_network.h"
#include "sim/run/run_identity.h"

namespace ohmic::sim {

namespace po = boost::program_options;

namespace {

constexpr const char* kNumbered = "tensors/";
constexpr const char* kNames = "names/";

/// Whether a tensor's name is that of an archive's entry as it is: text, and a path that leads into no other
/// folder, whoever unpacks the archive.
bool isEntryName(const std::string& name) {
  constexpr std::size_t kMostBytes = 200;
  const bool isDrive = name.size() > 1 && name[1] == ':';
  if (name.empty() || name.size() > kMostBytes || isDrive || name != configs::terminalText(name) ||
      name.find('\\') != std::string::npos || name.rfind(kNumbered, 0) == 0 || name.rfind(kNames, 0) == 0) {
    return false;
  }
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t end = std::min(name.find('/', from), name.size());
    const std::string part = name.substr(from, end - from);
    if (part.empty() || part == "." || part == "..") {
      return false;
    }
    from = end + 1;
  }
  return true;
}

/// The weights of one draw by their names; under a number, and the name beside it, where the name is none of
/// an entry.
NpzArchive weightsByName(const NoisyNetwork& network, const NoisyNetwork::Values& values) {
  NpzArchive archive;
  for (std::size_t p = 0; p < values.size(); ++p) {
    const std::string& name = network.parameters()[p].name;
    const std::string number = fmt::format("{:03}", p);
    const bool isOwn = isEntryName(name);
    archive[isOwn ? name : kNumbered + number] =
        NpyArray::of("<f4", network.parameters()[p].shape, values[p]);
    if (!isOwn) {
      archive[kNames + number] = {"|u1", {static_cast<std::int64_t>(name.size())}, name};
    }
  }
  return archive;
}

/// One draw of weight noise: the network itself, or its weights by name.
void writeNoisyNetwork(const LoadedRun& run, const std::filesystem::path& output, std::uint32_t draw,
                       bool isForced) {
  const auto& request = run.request;
  const bool isArchive = output.extension() == ".npz";
  if (!isArchive && output.extension() != ".onnx") {
    throw configs::InputError(
        {"", "--output", fmt::format("'{}'", output.string()),
         "NAME.onnx, the network with its noisy weights, or NAME.npz, the weights by name",
         "write -o noisy.onnx"});
  }
  OutputFile file = claimFile("--output", output, isForced, inputsOf(run));
  const auto network = withPlaces(
      run.config, [&] { return std::make_unique<NoisyNetwork>(request.network, *request.weightNoise); });
  const auto& estimators = network->estimators();
  if (estimators.size() > 1) {
    throw configs::InputError({run.config.place("hardware.weight_noise"), "hardware.weight_noise.estimator",
                               fmt::format("found {} pairs of lambda and beta", estimators.size()),
                               "one lambda and one beta: a run chooses them by its calibration images",
                               "take them from weight_noise.estimator of its summary.json"});
  }
  auto values = network->draw(request.seed, draw);
  if (!estimators.empty()) {
    values = network->estimate(std::move(values), estimators.front());
  }
  file.write(isArchive ? npzBytes(weightsByName(*network, values)) : network->onnx(values));
  show("draw {} of seed {}: noise on {} tensors in {}\n", draw, request.seed, network->tensors().size(),
       output.string());
}

/// Some images tell whether the network computes anything at all.
void requireFiniteImages(const LoadedRun& run, const models::Graph& graph) {
  constexpr std::int64_t kImages = 16;
  models::DatasetChoice few = run.request.dataset;
  few.images = few.images > 0 ? std::min(few.images, kImages) : kImages;
  few.takesFewer = true;
  withPlaces(run.config, [&] {
    const auto samples = models::openSamples(few, models::formOf(graph));
    requireFinite(graph, *samples, samples->count(), run.request.threads);
  });
}

}  // namespace

int programVerb(const std::vector<std::string>& arguments, const World& world) {
  po::options_description visible = runFileOptions();
  visible.add_options()("output,o", po::value<std::string>()->value_name("CHIP.npz"), "where the chip goes")(
      "force", "overwrite a file")("chip", po::value<std::uint32_t>()->default_value(0)->value_name("N"),
                                   "which chip of the run, from 0");
  const auto options = parseRunFile(visible, arguments, "program");
  if (!options) {
    return 0;
  }
  if (!options->count("output")) {
    throw configs::InputError("program: no output given; write `ohmic program RUN.yaml -o CHIP.npz`");
  }
  const LoadedRun run = loadRun(*options, world);
  const auto& request = run.request;
  const bool isForced = options->count("force") > 0;
  if (request.weightNoise) {
    writeNoisyNetwork(run, (*options)["output"].as<std::string>(), (*options)["chip"].as<std::uint32_t>(),
                      isForced);
    return 0;
  }
  const std::string output = (*options)["output"].as<std::string>();
  OutputFile file = claimFile("--output", output, isForced, inputsOf(run));
  const auto [graph, plan, hardware] = mapRun(run);
  refuseInputs("--output", output, graph.files);
  requireFiniteImages(run, graph);
  const RunIdentity identity = withPlaces(run.config, [&] { return RunIdentifier().identify(request); });
  ChipFile chip{identity.inputs.at("network.model"),
                configurationOfCells(identity),
                {request.seed, (*options)["chip"].as<std::uint32_t>(), request.readTimes[0]},
                {}};
  chip.chip = ChipProgrammer(plan, hardware, request.threads).program(chip.moment);
  file.write(npzBytes(chipArchive(chip, graph, plan)));
  show("chip {} of seed {} at {} s after programming: {} arrays in {}\n", chip.moment.chip, chip.moment.seed,
       chip.moment.readTime, plan.arrays(), output);
  return 0;
}

}  // namespace ohmic::sim
