// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/prepare_run.h"

#include <algorithm>
#include <utility>

#include "sim/array/programming/converters.h"
#include "sim/array/stage_clock.h"
#include "sim/engine/recalibrate.h"
#include "sim/run/calibration_file.h"
#include "sim/run/check_run.h"
#include "sim/run/deploy_network.h"
#include "sim/run/describe_run.h"
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

/// A chip from a file is the only one, at the time it was programmed for.
ChipSeries seriesOf(const RunRequest& request, const std::optional<ChipFile>& loaded) {
  return loaded ? ChipSeries{loaded->moment.seed, 1, {loaded->moment.readTime}}
                : ChipSeries{request.seed, request.chips, request.readTimes};
}

/// What enters the run's hash.
void identify(const RunRequest& request, const KnownInputs& known, CheckedRun& checked, PreparedRun& run) {
  const StageScope scope(Stage::input);
  run.identity = checked.identity ? *std::move(checked.identity)
                                  : identityOf(request, checked.inputs.graph, run.samples.get(),
                                               checked.calibration, known);
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
  run.trainingImages = checked.calibration.samples;
  run.area = std::move(checked.area);
  identify(request, environment.inputs, checked, run);
  models::Graph graph = std::move(checked.inputs.graph);
  mapping::Plan plan = std::move(checked.plan);
  std::vector<LayerHardware> hardware = std::move(checked.hardware);
  describeArrays(plan, run.record);
  run.loaded = std::move(checked.loaded);
  if (run.loaded) {
    drawConverters(plan, hardware, run.loaded->moment, run.loaded->chip);
  }
  run.series = seriesOf(request, run.loaded);
  run.record.chips = run.series.chips;
  run.record.chipsOfAnImage = std::min(request.chipsOfAnImage, run.series.chips);
  run.record.images = imagesOfAChip(request, *run.samples, run.series.chips);
  run.record.seed = run.series.seed;
  environment.progress("calibrating", 0, 0);
  {
    const StageScope scope(Stage::calibration, StageScope::Within::closed);
    run.deployment =
        checked.given
            ? deploy(std::move(graph), std::move(plan), std::move(hardware), *checked.given)
            : SharedResults(environment.cache, request, run.identity)
                  .deploy(std::move(graph), std::move(plan), std::move(hardware), checked.calibration);
  }
  run.record.calibrationDigest = calibrationDigest(calibrationOf(run.deployment));
  if (!NormRecalibrator::isWanted(run.deployment.hardware)) {
    run.trainingImages.reset();
  }
  return run;
}

}  // namespace ohmic::sim
