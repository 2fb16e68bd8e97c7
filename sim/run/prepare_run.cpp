// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/prepare_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "configs/reader/error.h"
#include "models/datasets/file_digest.h"
#include "sim/array/programming/converters.h"
#include "sim/array/stage_clock.h"
#include "sim/engine/recalibrate.h"
#include "sim/run/calibration_file.h"
#include "sim/run/check_run.h"
#include "sim/run/describe_run.h"
#include "sim/run/run_identity.h"
#include "sim/run/shared_results.h"

namespace ohmic::sim {
namespace {

void describeArrays(const mapping::Plan& plan, RunRecord& record) {
  const auto& first = plan.layers.front().options.array;
  const bool isOneSize = std::all_of(plan.layers.begin(), plan.layers.end(), [&first](const auto& layer) {
    return layer.options.array.rows == first.rows && layer.options.array.columns == first.columns;
  });
  record.arrays = plan.arrays();
  record.arrayRows = isOneSize ? first.rows : 0;
  record.arrayColumns = isOneSize ? first.columns : 0;
  record.utilisation = plan.utilisation();
}

void checkBends(const RunRequest& request, const ProgrammedChip& chip,
                const std::vector<LayerHardware>& hardware) {
  for (std::size_t l = 0; l < hardware.size(); ++l) {
    const auto& iv = hardware[l].cell.iv;
    const std::size_t terms = iv.law && !iv.chord ? static_cast<std::size_t>(iv.law->terms()) : 0;
    if (chip.layers[l].arrays[0].planes[0].bends.size() != terms) {
      throw configs::InputError({request.chipFile.string(), "hardware.cell.iv",
                                 "the chip was programmed with another I-V law",
                                 "the law of the run file that programmed it", "program the chip again"});
    }
  }
}

/// The chip of the request's file, if it names one.
std::optional<ChipFile> loadChip(const RunRequest& request, const std::string& modelDigest,
                                 const mapping::Plan& plan, const std::vector<LayerHardware>& hardware) {
  if (request.chipFile.empty()) {
    return std::nullopt;
  }
  ChipFile loaded = readChipFile(request.chipFile, modelDigest, plan);
  checkBends(request, loaded.chip, hardware);
  drawConverters(plan, hardware, loaded.moment, loaded.chip);
  return loaded;
}

/// A chip from a file is the only one, at the time it was programmed for.
ChipSeries seriesOf(const RunRequest& request, const std::optional<ChipFile>& loaded) {
  return loaded ? ChipSeries{loaded->moment.seed, 1, {loaded->moment.readTime}}
                : ChipSeries{request.seed, request.chips, request.readTimes};
}

/// What enters the run's hash.
void identify(const RunRequest& request, const KnownInputs& known, const models::Graph& graph,
              PreparedRun& run) {
  const StageScope scope(Stage::input);
  RunIdentifier identifier(known);
  identifier.knowNetwork(request, graph);
  identifier.knowDataset(request, *run.samples);
  identifier.knowCalibration(request, *run.trainingImages);
  run.identity = identifier.identify(request);
  addIdentity(run.identity, run.record);
}

CheckedRun open(const RunRequest& request, const KnownInputs& known) {
  const StageScope scope(Stage::input);
  return checkRun(request, known);
}

}  // namespace

PreparedRun prepareRun(const RunRequest& request, const RunEnvironment& environment) {
  PreparedRun run;
  CheckedRun checked = open(request, environment.inputs);
  run.record = describeRun(request, checked.inputs);
  run.samples = std::move(checked.inputs.samples);
  run.trainingImages = std::move(checked.calibration);
  run.area = std::move(checked.area);
  models::Graph graph = std::move(checked.inputs.graph);
  mapping::Plan plan = std::move(checked.plan);
  std::vector<LayerHardware> hardware = std::move(checked.hardware);
  describeArrays(plan, run.record);
  run.loaded = loadChip(request, models::fileDigest(graph.files), plan, hardware);
  run.series = seriesOf(request, run.loaded);
  run.record.chips = run.series.chips;
  run.record.seed = run.series.seed;
  identify(request, environment.inputs, graph, run);
  environment.progress("calibrating", 0, 0);
  {
    const StageScope scope(Stage::calibration, StageScope::Within::closed);
    run.deployment = SharedResults(environment.cache, request, run.identity)
                         .deploy(std::move(graph), std::move(plan), std::move(hardware), *run.trainingImages);
  }
  run.record.calibrationDigest = calibrationDigest(calibrationOf(run.deployment));
  if (!NormRecalibrator::isWanted(run.deployment.hardware)) {
    run.trainingImages.reset();
  }
  return run;
}

}  // namespace ohmic::sim
