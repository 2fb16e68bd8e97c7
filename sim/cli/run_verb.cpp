// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <filesystem>
#include <optional>
#include <utility>

#include "configs/files/escape.h"
#include "configs/reader/error.h"
#include "sim/array/kernel_target.h"
#include "sim/cli/claim_output.h"
#include "sim/cli/guard.h"
#include "sim/cli/loaded_run.h"
#include "sim/cli/print_summary.h"
#include "sim/cli/run_options.h"
#include "sim/cli/verbs.h"
#include "sim/record/output_file.h"
#include "sim/record/point_file.h"
#include "sim/record/result_cache.h"
#include "sim/record/results_folder.h"
#include "sim/report/result_files.h"
#include "sim/run/check_run.h"

namespace ohmic::sim {
namespace {

namespace po = boost::program_options;

/// Where the results go, claimed before any work.
ResultsFolder claimResults(const po::variables_map& options, const LoadedRun& run) {
  return options.count("output")
             ? claimFolder(options["output"].as<std::string>(), options.count("force") > 0, inputsOf(run))
             : ResultsFolder::makeNext("results", run.file.stem().string());
}

bool isSystemC(const std::string& engine) {
  if (engine != "functional" && engine != "systemc") {
    throw configs::InputError({"", "--engine", fmt::format("'{}'", engine), "functional, systemc", ""});
  }
  return engine == "systemc";
}

void chooseKernel(const std::string& name) {
  std::vector<std::string> names;
  for (const std::int64_t target : kernelTargets()) {
    names.push_back(kernelName(target));
    if (names.back() == name) {
      useKernelTarget(target);
      return;
    }
  }
  throw configs::InputError({"", "--kernel", fmt::format("'{}'", name),
                             fmt::format("{} on this machine", fmt::join(names, ", ")), ""});
}

/// What readers of files decided, for the user to know.
void tell(const std::vector<std::string>& notes) {
  for (const std::string& note : notes) {
    say(fmt::format("ohmic: {}\n", configs::terminalText(note)));
  }
}

void printConfig(const configs::Config& config) {
  for (const auto& value : config.resolved()) {
    show("{}: {}  # {}\n", value.path, value.value, value.origin.place);
  }
}

}  // namespace

int runVerb(const std::vector<std::string>& arguments, const World& world) {
  po::options_description visible = runFileOptions();
  visible.add_options()("output,o", po::value<std::string>()->value_name("DIR"),
                        "results folder; default results/<run>-<n>, the next free n")(
      "force", "replace what --output or --summary names")("print-config",
                                                           "print every value with its origin and stop")(
      "chip", po::value<std::string>()->value_name("CHIP.npz"),
      "use a chip that `ohmic program` wrote: the only one, at its own read time")(
      "engine", po::value<std::string>()->value_name("NAME")->default_value("functional"),
      "functional, or systemc: the whole data set through the chip's modules")(
      "kernel", po::value<std::string>()->value_name("NAME"),
      "vector instructions to use, the best by default; results are equal on all")(
      "logits", "write logits.npy: read time x chip x image x class, float32")(
      "profile", "print where the time goes, stage by stage; on one thread")(
      "summary", po::value<std::string>()->value_name("FILE"),
      "write the summary alone, on one line, into this file; no results folder")(
      "cache", po::value<std::string>()->value_name("DIR"),
      "keep there, and take from there, what runs of the same network and images have in common");
  const auto options = parseRunFile(visible, arguments, "run");
  if (!options) {
    return 0;
  }
  LoadedRun run = loadRun(*options, world);
  RunRequest& request = run.request;
  request.chipFile = options->count("chip") ? (*options)["chip"].as<std::string>() : std::string();
  request.keepsLogits = options->count("logits") > 0;
  request.isProfiled = options->count("profile") > 0;
  request.threads = request.isProfiled ? 1 : request.threads;
  request.usesSystemC = isSystemC((*options)["engine"].as<std::string>());
  if (options->count("kernel")) {
    chooseKernel((*options)["kernel"].as<std::string>());
  }
  if (options->count("print-config")) {
    printConfig(run.config);
    return 0;
  }
  const bool isSummaryOnly = options->count("summary") > 0;
  std::optional<ResultsFolder> folder;
  std::optional<OutputFile> summary;
  if (isSummaryOnly) {
    summary.emplace(claimFile("--summary", (*options)["summary"].as<std::string>(),
                              options->count("force") > 0, inputsOf(run)));
  } else {
    folder.emplace(claimResults(*options, run));
  }
  Progress progress(world.isTerminal);
  const auto report = [&](const std::string& stage, std::int64_t done, std::int64_t total) {
    progress.report(stage, done, total);
  };
  std::optional<ResultCache> cache;
  if (options->count("cache")) {
    cache.emplace((*options)["cache"].as<std::string>());
  }
  const RunRecord record = withPlaces(run.config, [&] {
    return executeRun(request, {steadySeconds, cpuSeconds, report, world.inputs, cache ? &*cache : nullptr});
  });
  progress.finish();
  tell(record.notes);
  if (isSummaryOnly) {
    summary->write(pointText(record));
    showText(summaryText(record));
    return 0;
  }
  folder->write(resultFiles(record));
  showText(summaryText(record));
  show("report      {}\n", (folder->path() / "report.html").string());
  return 0;
}

int checkVerb(const std::vector<std::string>& arguments, const World& world) {
  po::options_description visible = runFileOptions();
  visible.add_options()("chip", po::value<std::string>()->value_name("CHIP.npz"),
                        "check with a chip that `ohmic program` wrote");
  const auto options = parseRunFile(visible, arguments, "check");
  if (!options) {
    return 0;
  }
  LoadedRun run = loadRun(*options, world);
  RunRequest& request = run.request;
  request.chipFile = options->count("chip") ? (*options)["chip"].as<std::string>() : std::string();
  if (request.isFloat()) {
    const CheckedFloatRun prepared = withPlaces(run.config, [&] { return checkFloatRun(request); });
    tell(prepared.inputs.notes);
    const std::int64_t images = prepared.inputs.samples->count();
    if (prepared.stored) {
      const StorageRecord& storage = prepared.stored->record();
      show("{}: ready to run: {} kernels in {} cells and {} bits, {} images, {} chips, {} read times\n",
           run.file.string(), storage.kernels.size(), storage.cells, storage.bits, images, request.chips,
           request.readTimes.size());
    } else {
      show("{}: ready to run: {} tensors with noise, {} images, {} draws\n", run.file.string(),
           prepared.noisy->tensors().size(), images, request.chips);
    }
    return 0;
  }
  const CheckedRun prepared = withPlaces(run.config, [&] { return checkRun(request); });
  tell(prepared.inputs.notes);
  show("{}: ready to run: {} layers on {} arrays, {} images, {} chips, {} read times\n", run.file.string(),
       prepared.plan.layers.size(), prepared.plan.arrays(), prepared.inputs.samples->count(), request.chips,
       request.readTimes.size());
  return 0;
}

}  // namespace ohmic::sim
