// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/check_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "configs/files/limits.h"
#include "configs/reader/error.h"
#include "devices/cells/changes_in_time.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/engine/recalibrate.h"
#include "sim/run/deploy_network.h"
#include "sim/run/hardware_choice.h"

namespace ohmic::sim {
namespace {

/// The chip in time stands for one chip at one read time.
void checkEngine(const RunRequest& request) {
  if (request.usesSystemC && !request.chip) {
    throw configs::InputError({"", "--engine", "systemc without hardware.chip", "a run with a chip in time",
                               "add chip: { preset: isaac_2016 }, or use --engine functional"});
  }
  if (request.usesSystemC && (request.chips > 1 || request.readTimes.size() > 1)) {
    throw configs::InputError(
        {"", "--engine",
         fmt::format("systemc with {} chips and {} read times", request.chips, request.readTimes.size()),
         "one chip and one read time", "try --set run.chips=1, and one hardware.read_time"});
  }
}

bool changesInTime(const LayerHardware& layer) { return devices::changesInTime(layer.cell); }

void explainReadTimes(const RunRequest& request, bool changes, RunInputs& inputs) {
  if (request.readTimes.size() > 1 && !changes) {
    inputs.notes.push_back(
        fmt::format("{} read times, but no law of the cells changes in time (no drift, no 1/f noise): all "
                    "read times are equal",
                    request.readTimes.size()));
  }
}

void explainCalibration(const RunRequest& request, const models::Samples& calibration, RunInputs& inputs) {
  const models::DatasetChoice& wanted = request.calibration;
  if (wanted.takesFewer && calibration.count() < wanted.images) {
    inputs.notes.push_back(fmt::format("calibration takes all {} images that there are ({} by default)",
                                       calibration.count(), wanted.images));
  }
  for (std::string& note : calibration.notes()) {
    auto& known = inputs.notes;
    if (std::find(known.begin(), known.end(), note) == known.end()) {
      known.push_back(std::move(note));
    }
  }
}

/// Every crossbar of a chip has what the run's cells and wires make of it: terms of their non-linearity,
/// lines that the inputs switch.
void checkCells(const RunRequest& request, const CheckedRun& run) {
  const auto refuse = [&](const std::string& key, const std::string& found) {
    throw configs::InputError({request.chipFile.string(), key, found,
                               "that of the run file that programmed it", "program the chip again"});
  };
  for (std::size_t l = 0; l < run.hardware.size(); ++l) {
    const auto terms = static_cast<std::size_t>(run.hardware[l].cell.iv.terms());
    for (const auto& array : run.loaded->chip.layers[l].arrays) {
      for (const auto& plane : array.planes) {
        if (plane.bends.size() != terms) {
          refuse("hardware.cell.iv", "the chip was programmed with another I-V law");
        }
        if (plane.gatedPlus.empty() == run.hardware[l].wires.gated) {
          refuse("hardware.wires.inputs", "the chip was programmed with another");
        }
      }
    }
  }
}

/// Reads the files that spare a run some of its work.
void readGiven(const RunRequest& request, const KnownInputs& known, CheckedRun& run) {
  if (request.calibrationFile.empty() && request.chipFile.empty()) {
    return;
  }
  if (!request.chipFile.empty()) {
    configs::requireFile(request.chipFile, configs::kChipFile);
  }
  run.identity = identityOf(request, run.inputs.graph, run.inputs.samples.get(), run.calibration, known);
  if (!request.chipFile.empty()) {
    run.loaded = readChipFile(request.chipFile, *run.identity, request.readTimes[0], run.plan);
    checkCells(request, run);
  }
  run.given = givenCalibration(request, *run.identity, run.plan, run.hardware, run.calibration);
}

}  // namespace

CheckedRun checkRun(const RunRequest& request, const KnownInputs& known) {
  checkEngine(request);
  CheckedRun run;
  run.inputs = openInputs(request, known);
  auto [plan, hardware] = mapOnto(run.inputs.graph, request.hardware);
  run.plan = std::move(plan);
  run.hardware = std::move(hardware);
  for (std::size_t l = 0; l < run.hardware.size(); ++l) {  // whether the converters' ranges hold the sums
    const LayerHardware& layer = run.hardware[l];
    static_cast<void>(layerArithmetic(run.plan.layers[l], 1.0, layer.adc, layer.cell, layer.dac));
  }
  if (request.chip) {
    run.area = area(run.plan, run.hardware, *request.chip);
  }
  run.calibration = openCalibration(request, run.inputs.graph, run.hardware, known);
  if (!run.calibration.note.empty()) {
    run.inputs.notes.push_back(run.calibration.note);
  }
  explainCalibration(request, *run.calibration.samples, run.inputs);
  NormRecalibrator::requireNorm(run.inputs.graph, run.plan, run.hardware);
  readGiven(request, known, run);
  explainReadTimes(request, std::any_of(run.hardware.begin(), run.hardware.end(), changesInTime), run.inputs);
  return run;
}

CheckedFloatRun checkFloatRun(const RunRequest& request, const KnownInputs& known) {
  if (request.usesSystemC || !request.chipFile.empty()) {
    throw configs::InputError({"", request.usesSystemC ? "--engine" : "--chip",
                               fmt::format("found with {}, which has no chip", request.floatKey()),
                               "a run with hardware.cell, or without this option", "leave it out"});
  }
  assert(request.isFloat());
  CheckedFloatRun run;
  run.inputs = openInputs(request, known);
  if (request.storage) {
    run.stored = std::make_unique<StoredNetwork>(request.network, *request.storage);
    explainReadTimes(request, devices::changesInTime(request.storage->cell), run.inputs);
  } else {
    run.noisy = std::make_unique<NoisyNetwork>(request.network, *request.weightNoise);
  }
  if (readsCalibration(request)) {
    run.calibration = models::openSamples(request.calibration, models::formOf(run.inputs.graph));
    explainCalibration(request, *run.calibration, run.inputs);
  }
  return run;
}

}  // namespace ohmic::sim
