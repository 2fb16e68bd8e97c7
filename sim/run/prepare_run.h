// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "models/datasets/samples.h"
#include "sim/chip/area.h"
#include "sim/engine/deployment.h"
#include "sim/record/run_record.h"
#include "sim/run/chip_file.h"
#include "sim/run/run.h"
#include "sim/run/run_identity.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// Which chips a run simulates, and when: those of the request, or the one of a chip file.
struct ChipSeries {
  std::uint64_t seed = 1;
  int chips = 1;  ///< with RunRequest::until, the least number
  std::vector<double> readTimes;

  /// Images times chips times read times.
  [[nodiscard]] std::int64_t imagesInAll(std::int64_t images) const {
    return images * chips * static_cast<std::int64_t>(readTimes.size());
  }
};

/// A network on its hardware, calibrated, with what it classifies: all of a run but its chips.
struct PreparedRun {
  std::shared_ptr<const models::Samples> samples;
  std::shared_ptr<const models::Samples>
      trainingImages;  ///< of the calibration, where AdaBS needs them on; else null
  Deployment deployment;
  AreaReport area;                 ///< with a chip
  std::optional<ChipFile> loaded;  ///< replaces programming
  ChipSeries series;
  RunIdentity identity;
  RunRecord record;  ///< what is known before the first image
};

/// @throws configs::InputError for a request whose parts do not go together.
[[nodiscard]] PreparedRun prepareRun(const RunRequest& request, const RunEnvironment& environment);

}  // namespace ohmic::sim
