// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "devices/read_cell.h"
#include "devices/read_converters.h"
#include "devices/read_wires.h"
#include "mapping/read_mapping.h"
#include "models/read_dataset.h"
#include "sim/chip/read_chip.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {
namespace {

using configs::Range;
using configs::Section;

InputRange readInputRange(const Section& input) {
  InputRange range;
  const auto criterion = input.choice("criterion", {"percentile", "minimum_error"}, "percentile");
  range.criterion =
      criterion == "percentile" ? InputRange::Criterion::percentile : InputRange::Criterion::minimumError;
  range.percentile = input.fraction("percentile", Range::between(0.5, 1.0), range.percentile);
  range.margin = input.number("margin", Range::between(1.0, 1e6), range.margin);
  return range;
}

/// The calibration images: another split of the same data set, never the images that accuracy is measured on.
models::DatasetChoice readCalibration(const Section& section, const models::DatasetChoice& dataset) {
  models::DatasetChoice calibration = dataset;
  const bool isTest = section.choice("split", {"train", "test"}, "train") == "test";
  calibration.section = "calibration";
  calibration.split = isTest ? models::Split::kTest : models::Split::kTrain;
  calibration.images = section.integer("images", Range::between(1, 1e6), 256);
  if (calibration.split == dataset.split) {
    section.refuse(
        "split", fmt::format("found {}, the split that accuracy is measured on", isTest ? "test" : "train"),
        fmt::format("allowed: {}", isTest ? "train" : "test"), "calibrate on `train` and run on `test`");
  }
  return calibration;
}

/// The chip's DAC cost holds for drivers of `dac_bits`; more bits on one amplitude need another chip.
void checkDrivers(const Section& chip, const mapping::InputFormat& input) {
  const auto covered = chip.integer("dac_bits", Range::between(1, 12));
  if (input.encoding == mapping::InputEncoding::parallel && input.bits > covered) {
    chip.refuse(
        "dac_bits", fmt::format("input.bits: {} with input.encoding: parallel", input.bits),
        fmt::format("the chip's DACs and their costs cover {} bit{}", covered, covered == 1 ? "" : "s"),
        "use hardware.input.encoding: bit_serial, or another hardware.chip.preset");
  }
}

/// The published costs hold for the chip's own array size; other sizes scale them (component_costs.h).
void scaleToArray(const Section& published, const mapping::ArrayFormat& array, devices::ChipCosts& costs) {
  const auto rows = published.integer("rows", Range::between(1, 8192));
  const auto columns = published.integer("columns", Range::between(1, 8192));
  devices::scaleToArray(static_cast<double>(array.rows) / static_cast<double>(rows),
                        static_cast<double>(array.columns) / static_cast<double>(columns), costs);
}

/// Errors of a driver's amplitude steps, where it has any.
void checkDriverErrors(const Section& dac, const mapping::InputFormat& input) {
  if (input.encoding != mapping::InputEncoding::bitSerial) {
    return;
  }
  const bool isAnalog = input.accumulation == mapping::Accumulation::analog;
  for (const char* const key : {"inl", "noise"}) {
    const bool isRefused = isAnalog || std::string_view(key) == "inl";
    if (isRefused && dac.has(key)) {
      dac.refuse(key,
                 isAnalog ? "found errors of drivers whose bits are accumulated before the converter"
                          : "found a non-linearity of drivers that have two levels only",
                 isAnalog ? "driver errors go with encoding: parallel, pulse_width and digital accumulation"
                          : "inl goes with encoding: parallel and pulse_width",
                 "leave out hardware.dac." + std::string(key));
    }
  }
}

/// A network of wires is solved for linear cells.
void checkBends(const Section& iv, const RunRequest& request) {
  if (request.cell.iv.law && !request.cell.iv.chord && !request.wires.isIdeal()) {
    iv.refuse("model", "found a non-linear cell in an array with wire resistance",
              "wires are solved for linear cells",
              "use cell.iv.approximation: chord (the conductance at the read voltage), or leave out wires");
  }
}

void readHardware(const Section& hardware, RunRequest& request) {
  if (hardware.has("preset")) {
    static_cast<void>(hardware.text("preset"));  // recorded with its origin
  }
  request.mapping = mapping::readMapping(hardware);
  request.inputRange = readInputRange(hardware.section("input"));
  request.adc = devices::readAdc(hardware.section("adc"));
  request.dac = devices::readDac(hardware.section("dac"));
  checkDriverErrors(hardware.section("dac"), request.mapping.input);
  request.cell = devices::readCell(hardware.section("cell"));
  request.wires = devices::readWires(hardware.section("wires"));
  checkBends(hardware.section("cell").section("iv"), request);
  request.readTimes = devices::readReadTimes(hardware);
  request.compensatesDrift =
      hardware.choice("drift_compensation", {"none", "per_layer"}, "none") == "per_layer";
  const Section chip = hardware.section("chip");
  if (chip.present()) {
    checkDrivers(chip, request.mapping.input);
    request.chip = readChip(chip, request.adc);
    scaleToArray(chip.section("array"), request.mapping.array, request.chip->costs);
  }
}

void readExecution(const Section& run, int hardwareThreads, RunRequest& request) {
  request.seed = static_cast<std::uint64_t>(run.integer("seed", Range::between(0, 9e15), 1));
  request.chips = static_cast<int>(run.integer("chips", Range::between(1, 100000), 1));
  const auto threads = static_cast<int>(run.integer("threads", Range::between(0, 1024), 0));
  request.threads = threads == 0 ? std::max(hardwareThreads, 1) : threads;
  request.batch = static_cast<int>(run.integer("batch", Range::between(1, 1e6), 64));
  request.timedImages = static_cast<int>(run.integer("timed_images", Range::between(1, 10000), 2));
}

}  // namespace

RunRequest readRun(const configs::Config& config, int hardwareThreads) {
  const Section root = config.root();
  RunRequest request;
  request.network = models::readNetwork(root.section("network"));
  request.dataset = models::readDataset(root.section("dataset"));
  readHardware(root.section("hardware"), request);
  request.calibration = readCalibration(root.section("calibration"), request.dataset);
  readExecution(root.section("run"), hardwareThreads, request);
  config.finish();
  return request;
}

}  // namespace ohmic::sim
