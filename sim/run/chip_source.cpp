// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/chip_source.h"

#include <utility>

#include "sim/array/stage_clock.h"
#include "sim/run/kept_solutions.h"

namespace ohmic::sim {

ChipSource::ChipSource(const RunRequest& request, PreparedRun& run, const ResultCache* cache) : run_(run) {
  const auto& deployment = run.deployment;
  if (run.trainingImages) {
    recalibrator_.emplace(deployment, *run.trainingImages, request.threads);
  }
  programmer_.emplace(deployment.plan, deployment.hardware, request.threads,
                      recalibrator_ ? &*recalibrator_ : nullptr, nullptr, solverWith(cache));
}

ChipMoment ChipSource::momentOf(int index, double readTime) const {
  const std::uint32_t number = run_.loaded ? run_.loaded->moment.chip : static_cast<std::uint32_t>(index);
  return {run_.series.seed, number, readTime};
}

ProgrammedChip ChipSource::program(const ChipMoment& moment) {
  const StageScope scope(Stage::programming);
  if (!run_.loaded) {
    return programmer_->program(moment);
  }
  if (recalibrator_) {
    recalibrator_->apply(moment, run_.loaded->chip);
  }
  return std::move(run_.loaded->chip);
}

}  // namespace ohmic::sim
