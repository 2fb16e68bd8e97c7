// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "models/onnx/import.h"
#include "sim/record/read_results.h"
#include "sim/record/write_results.h"
#include "sim/report/run_report.h"
#include "sim/run/calibration_file.h"
#include "sim/run/chip_file.h"
#include "sim/run/hardware_choice.h"
#include "sim/run/run_identity.h"
#include "sim/run/run_request.h"
#include "sim/study/read_study.h"
#include "tests/fuzz/targets.h"
#include "tests/places.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;

fs::path corpus() { return fs::path(sourceFolder()) / "tests/fuzz/corpus"; }

configs::LoadOptions options() {
  configs::LoadOptions all;
  all.presetFolders = {fs::path(sourceFolder()) / "configs/presets"};
  return all;
}

/// The network and the hardware that the corpus' calibration and chip were made for.
struct Setting {
  models::Graph graph = models::importOnnx(corpus() / "onnx/right.onnx");
  sim::MappedLayers mapped;
  sim::RunIdentity identity;
  double readTime = 0.0;

  Setting() {
    const auto request = sim::readRun(configs::Config::load(corpus() / "run/right.yaml", options()), 1);
    mapped = sim::mapOnto(graph, request.hardware);
    readTime = request.readTimes[0];
    identity = sim::RunIdentifier().identify(request);
  }
};

const Setting& setting() {
  static const Setting all;
  return all;
}

void readRunFile(const fs::path& file) {
  static_cast<void>(sim::readRun(configs::Config::load(file, options()), 1));
}

void readStudyFile(const fs::path& file) { static_cast<void>(sim::readStudy(file, options())); }

void readCalibration(const fs::path& file) {
  constexpr const char* kHash = "0123456789abcdef0123456789abcdef";
  static_cast<void>(sim::readCalibrationFile(file, kHash, setting().mapped.plan, setting().mapped.hardware));
}

void readChip(const fs::path& file) {
  const auto chip = sim::readChipFile(file, setting().identity, setting().readTime, setting().mapped.plan);
  static_cast<void>(sim::chipArchive(chip, setting().graph, setting().mapped.plan));
}

void readSummary(const fs::path& file) {
  const auto record = sim::readResults(file);
  static_cast<void>(sim::renderReport(record));
  static_cast<void>(sim::layersCsv(record));
}

}  // namespace

const std::vector<FuzzTarget>& runTargets() {
  static const std::vector<FuzzTarget> targets = {{"run", readRunFile},
                                                  {"study", readStudyFile},
                                                  {"calibration", readCalibration},
                                                  {"chip", readChip},
                                                  {"summary", readSummary}};
  return targets;
}

}  // namespace ohmic::tests
