// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "configs/reader/config.h"
#include "devices/cells/weight_noise.h"
#include "models/datasets/open_samples.h"
#include "models/read_network.h"
#include "sim/chip/chip_model.h"
#include "sim/chip/timeline.h"
#include "sim/run/hardware_choice.h"
#include "sim/run/storage_choice.h"

namespace ohmic::sim {

/// More chips until the mean accuracy is known well enough.
struct ChipsUntil {
  double halfWidth = 0.0;  ///< of Student's 95 % interval over the chips, at the first read time; share of 1
  int mostChips = 0;
};

/// What the user asked for, understood and checked.
struct RunRequest {
  /// Whether a float network is all that runs.
  [[nodiscard]] bool isFloat() const noexcept { return weightNoise || storage; }
  /// The key that makes it one. @pre isFloat()
  [[nodiscard]] const char* floatKey() const noexcept {
    return weightNoise ? "hardware.weight_noise" : "hardware.storage";
  }

  std::string configName;                      ///< the run file's stem
  std::vector<configs::ResolvedValue> config;  ///< every value with its origin; it enters the result's hash

  models::NetworkChoice network;
  models::DatasetChoice dataset;
  models::DatasetChoice calibration;      ///< same data set, other split
  std::filesystem::path calibrationFile;  ///< of `ohmic calibrate`, instead of calibrating; empty: none

  HardwareChoice hardware;                          ///< of every layer
  std::optional<devices::WeightNoise> weightNoise;  ///< in the place of all hardware: a float network
  std::optional<StorageChoice> storage;             ///< in the place of all hardware: a float network
  std::vector<double> readTimes;                    ///< seconds since the end of programming, at least one
  std::optional<ChipModel> chip;                    ///< costs and timing; none: values only

  std::filesystem::path chipFile;  ///< a programmed chip to use instead of programming; empty: none
  bool keepsLogits = false;        ///< in the record
  bool isProfiled = false;         ///< on one thread
  bool usesSystemC = false;        ///< the whole data set goes through the chip's modules

  std::uint64_t seed = 1;
  int chips = 1;                    ///< with `until`, the least number
  std::optional<ChipsUntil> until;  ///< none: exactly so many
  int chipsOfAnImage = 0;           ///< that classify each image: RunRecord::chipsOfAnImage; 0: all
  int threads = 1;
  int batch = 64;       ///< images between two reports of progress
  int timedImages = 2;  ///< through the SystemC chip; 0 only without a chip section
  TimelineDetail timeline = TimelineDetail::rows;  ///< of the timed images, in timeline.json
  std::string vcd;                                 ///< units in waves.vcd, as vcdText(); empty: no file
};

/// Whether images of `calibration` are read: for scales and ranges, or by the estimator of noisy weights.
[[nodiscard]] bool readsCalibration(const RunRequest& request) noexcept;

/// Read a whole run file.
///
/// @param hardwareThreads  what `run.threads: 0` stands for.
/// @throws configs::InputError with place, key, what was found, what is allowed, what to try.
[[nodiscard]] RunRequest readRun(const configs::Config& config, int hardwareThreads);

}  // namespace ohmic::sim
