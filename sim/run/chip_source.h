// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "sim/array/chip_moment.h"
#include "sim/engine/recalibrate.h"
#include "sim/record/result_cache.h"
#include "sim/run/chip_programmer.h"
#include "sim/run/prepare_run.h"

namespace ohmic::sim {

/// Where a run's chips come from: programmed one after the other, or one that a file holds.
class ChipSource {
 public:
  /// @param run    outlives the source, which takes the loaded chip.
  /// @param cache  of solved wires; null: they are solved. Outlives the source.
  ChipSource(const RunRequest& request, PreparedRun& run, const ResultCache* cache);

  /// The chip that is number @p index of the run. @param readTime  seconds.
  [[nodiscard]] ChipMoment momentOf(int index, double readTime) const;

  [[nodiscard]] ProgrammedChip program(const ChipMoment& moment);

 private:
  PreparedRun& run_;
  std::optional<NormRecalibrator> recalibrator_;
  std::optional<ChipProgrammer> programmer_;
};

}  // namespace ohmic::sim
