// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/chip_programmer.h"

#include <algorithm>

namespace ohmic::sim {

ProgrammedChip ChipProgrammer::program(const ChipMoment& moment) {
  ProgrammedChip chip = programChip(plan_, hardware_, moment, threads_, shares_, solver_);
  compensate(moment, chip);
  if (recalibrator_ != nullptr) {
    recalibrator_->apply(moment, chip);
  }
  return chip;
}

void ChipProgrammer::compensate(const ChipMoment& moment, ProgrammedChip& chip) {
  const auto reads = [](const LayerHardware& layer) {
    return layer.compensation == Compensation::perLayer || layer.compensation == Compensation::perColumn;
  };
  if (std::none_of(hardware_.begin(), hardware_.end(), reads)) {
    return;
  }
  if (references_.count(moment.chip) == 0) {
    const ChipMoment start{moment.seed, moment.chip, 0.0};
    references_[moment.chip] =
        referenceReads(programChip(plan_, hardware_, start, threads_, shares_, solver_), plan_);
  }
  compensateDrift(references_[moment.chip], plan_, hardware_, chip);
}

}  // namespace ohmic::sim
