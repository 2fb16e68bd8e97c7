// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

#include "configs/reader/key_path.h"
#include "devices/read_cell.h"
#include "devices/read_weight_noise.h"
#include "mapping/read_storage.h"
#include "models/datasets/open_samples.h"
#include "models/read_dataset.h"
#include "sim/run/read_hardware.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {
namespace {

using configs::Range;
using configs::Section;

/// The calibration images: another split of the same data set or another path, never the images that accuracy
/// is measured on.
models::DatasetChoice readCalibration(const Section& section, const models::DatasetChoice& dataset,
                                      std::int64_t usualImages = 256) {
  models::DatasetChoice calibration = dataset;
  calibration.section = "calibration";
  calibration.split = models::readSplit(section, "split", "train");
  calibration.images = section.integer("images", Range::between(0, 1e6), usualImages);
  calibration.takesFewer = !section.has("images");
  if (section.has("path")) {
    calibration.path = section.file("path");
  } else if (calibration.split == dataset.split) {
    section.refuse(
        "split",
        fmt::format("found {}, the split that accuracy is measured on", models::splitName(dataset.split)),
        "allowed: another split, or the same of another calibration.path",
        "calibrate on `train` and run on `test`");
  }
  return calibration;
}

/// How many chips classify an image; 0: all.
int readDealt(const Section& run, int chips) {
  const auto dealt =
      run.integerOrChoice("deal_images", Range::between(1, 100000), {"false", "true"}, "false");
  if (const auto* const word = std::get_if<std::string>(&dealt)) {
    return *word == "true" ? 1 : 0;
  }
  const std::int64_t ofAnImage = std::get<std::int64_t>(dealt);
  if (chips % ofAnImage != 0) {
    run.refuse("deal_images", fmt::format("found {} with {} chips", ofAnImage, chips),
               "a number that divides run.chips: the chips form groups of so many",
               "try true: one chip for each image");
  }
  return static_cast<int>(ofAnImage);
}

void readExecution(const Section& run, int hardwareThreads, RunRequest& request) {
  request.seed = static_cast<std::uint64_t>(run.integer("seed", Range::between(0, 9e15), 1));
  request.chips = static_cast<int>(run.integer("chips", Range::between(1, 100000), 1));
  if (run.has("until")) {
    const Section until = run.section("until");
    request.until = {until.fraction("half_width", Range{0.0, 0.5, true, false}),
                     static_cast<int>(until.integer("max_chips", Range::between(2, 100000)))};
    if (request.until->mostChips < request.chips) {
      until.refuse("max_chips", fmt::format("found {}, less than run.chips", request.until->mostChips),
                   fmt::format("at least {}", request.chips), "run.chips is the least number of chips");
    }
  }
  request.chipsOfAnImage = readDealt(run, request.chips);
  if (request.chipsOfAnImage > 0 && (request.until || request.network.metric != models::Metric::top1)) {
    run.refuse("deal_images",
               request.until ? "found with run.until" : "found with a metric that needs all images together",
               request.until ? "a fixed number of chips, which share the images out" : "network.metric: top1",
               "leave it out");
  }
  const auto threads = static_cast<int>(run.integer("threads", Range::between(0, 1024), 0));
  request.threads = threads == 0 ? std::max(hardwareThreads, 1) : threads;
  request.batch = static_cast<int>(run.integer("batch", Range::between(1, 1e6), 64));
  const auto detail = run.choice("timeline", {"none", "rows", "operations"}, "rows");
  request.timeline = detail == "none"   ? TimelineDetail::none
                     : detail == "rows" ? TimelineDetail::rows
                                        : TimelineDetail::operations;
  request.vcd = run.text("vcd", "");
  if (!request.vcd.empty() && request.timeline == TimelineDetail::none) {
    run.refuse("vcd", "found units with run.timeline: none", "waves are drawn from the timeline",
               "use run.timeline: rows");
  }
  request.timedImages = static_cast<int>(run.integer("timed_images", Range::between(1, 10000), 2));
}

/// A float network has no hardware but what is named: nothing else would count.
/// @param allowed  keys of `hardware`. @param alone  what they are, in words.
void refuseBesideFloat(const Section& root, const char* floatKey, const std::vector<std::string>& allowed,
                       const std::string& alone) {
  const Section hardware = root.section("hardware");
  const auto refuse = [&](const Section& section, const std::string& key) {
    section.refuse(key, fmt::format("found beside {}", floatKey),
                   fmt::format("{}: the float network, without arrays", alone), "leave out one of the two");
  };
  std::vector<std::string> keys = hardware.keys();
  if (hardware.has("preset")) {
    keys.emplace_back("preset");
  }
  for (const auto& key : keys) {
    if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) {
      refuse(hardware, key);
    }
  }
  if (root.has("layers")) {
    refuse(root, "layers");
  }
}

void readNoisyWeights(const Section& root, RunRequest& request) {
  refuseBesideFloat(root, request.floatKey(), {"weight_noise"}, "hardware.weight_noise alone");
  using Target = devices::WeightNoise::Target;
  const Target target = request.weightNoise->target;
  const bool isFolded = request.network.options.foldBatchNorm;
  const Section noise = root.section("hardware").section("weight_noise");
  if (isFolded && (target == Target::all || target == Target::statistics)) {
    noise.refuse("on", fmt::format("found {} with network.fold_batch_norm: true", noise.text("on")),
                 "noise on BatchNormalization's own parameters, which are not folded then",
                 "set network.fold_batch_norm: false");
  }
  if (!isFolded && target == Target::folded) {
    noise.refuse("on", "found folded with network.fold_batch_norm: false", "noise on what folding gives",
                 "leave out network.fold_batch_norm");
  }
  request.readTimes = {0.0};
  if (root.section("calibration").present() || readsCalibration(request)) {
    constexpr std::int64_t kImagesOfASearch = 100;  // as Shao, Liew, Gunduz take
    request.calibration = readCalibration(root.section("calibration"), request.dataset, kImagesOfASearch);
  }
}

/// The cells of a storage answer what their laws say; what belongs to arrays is refused.
devices::Cell readStorageCell(const Section& cell) {
  for (const char* const key : {"iv", "faults", "variation"}) {
    if (cell.has(key)) {
      cell.refuse(key, "found with hardware.storage",
                  "programming, drift and read_noise: a stored cell is read by itself",
                  "leave it out, or compute in place: leave out hardware.storage");
    }
  }
  return devices::readCell(cell);
}

void readStoredWeights(const Section& root, RunRequest& request) {
  const Section hardware = root.section("hardware");
  StorageChoice& choice = *request.storage;
  request.readTimes = {0.0};
  if (choice.format.medium == mapping::StorageFormat::Medium::memory) {
    refuseBesideFloat(root, request.floatKey(), {"storage"}, "hardware.storage alone with medium: memory");
  } else {
    refuseBesideFloat(root, request.floatKey(), {"storage", "cell", "read_time", "drift_compensation"},
                      "hardware.storage, cell, read_time and drift_compensation");
    choice.cell = readStorageCell(hardware.section("cell"));
    choice.isCompensated = hardware.choice("drift_compensation", {"none", "per_layer"}, "none") != "none";
    request.readTimes = devices::readReadTimes(hardware);
  }
  if (root.section("calibration").present()) {
    request.calibration = readCalibration(root.section("calibration"), request.dataset);
  }
}

void readAnalogHardware(const Section& root, RunRequest& request) {
  request.hardware = readHardware(root);
  request.readTimes = devices::readReadTimes(root.section("hardware"));
  request.chip = readChipOf(root.section("hardware"), request.hardware.usual);
  request.hardware.replication = readReplication(root.section("hardware"), request.chip);
  request.calibration = readCalibration(root.section("calibration"), request.dataset);
  if (root.section("calibration").has("file")) {
    request.calibrationFile = root.section("calibration").file("file");
  }
}

/// The shape of the data set's images, read when it is first asked for.
std::function<models::Shape()> shapeOf(const models::DatasetChoice& dataset) {
  auto known = std::make_shared<std::optional<models::Shape>>();
  return [dataset, known] {
    if (!*known) {
      models::DatasetChoice one = dataset;
      one.images = 1;
      *known = models::openSamples(one)->shape();
    }
    return **known;
  };
}

/// Leave out `run.deal_images: false`: identities are then those of its absence.
void leaveOutUndealt(const RunRequest& request, std::vector<configs::ResolvedValue>& values) {
  if (request.chipsOfAnImage == 0) {
    values.erase(std::remove_if(values.begin(), values.end(),
                                [](const auto& value) { return value.path == "run.deal_images"; }),
                 values.end());
  }
}

/// Leave out `array.active_rows` where arrays have no more rows: identities are then those of its absence.
void leaveOutIdleKeys(const HardwareChoice& hardware, std::vector<configs::ResolvedValue>& values) {
  constexpr const char* kKey = "hardware.array.active_rows";
  const bool layersDiffer = std::any_of(values.begin(), values.end(), [](const auto& value) {
    const auto keys = configs::splitPath(value.path).value_or(std::vector<std::string>());
    return keys.size() > 2 && keys[0] == "layers" && keys[2] == "array";
  });
  if (hardware.usual.mapping.array.activeRows == 0 && !layersDiffer) {
    values.erase(
        std::remove_if(values.begin(), values.end(), [&](const auto& value) { return value.path == kKey; }),
        values.end());
  }
}

}  // namespace

bool readsCalibration(const RunRequest& request) noexcept {
  return !request.isFloat() ||
         (request.weightNoise && request.weightNoise->mmse && request.weightNoise->mmse->isSearched());
}

RunRequest readRun(const configs::Config& config, int hardwareThreads) {
  const Section root = config.root();
  RunRequest request;
  request.network = models::readNetwork(root.section("network"));
  request.dataset = models::readDataset(root.section("dataset"),
                                        [&request] { return models::declaredImage(request.network.model); });
  request.network.options.imageShape = shapeOf(request.dataset);
  request.weightNoise = devices::readWeightNoise(root.section("hardware"));
  if (const auto storage = mapping::readStorage(root.section("hardware"))) {
    if (request.weightNoise) {
      root.section("hardware")
          .refuse("storage", "found beside hardware.weight_noise",
                  "one of the two: cells have a noise of their own", "leave out one of the two");
    }
    request.storage.emplace().format = *storage;
    readStoredWeights(root, request);
  } else if (request.weightNoise) {
    readNoisyWeights(root, request);
  } else {
    readAnalogHardware(root, request);
  }
  readExecution(root.section("run"), hardwareThreads, request);
  config.finish();
  request.configName = config.file().stem().string();
  request.config = config.resolved();
  leaveOutIdleKeys(request.hardware, request.config);
  leaveOutUndealt(request, request.config);
  return request;
}

}  // namespace ohmic::sim
