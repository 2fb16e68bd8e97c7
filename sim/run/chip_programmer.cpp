// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/chip_programmer.h"

#include <algorithm>

#include "sim/array/compensation.h"

namespace ohmic::sim {

ProgrammedChip ChipProgrammer::program(const ChipMoment& moment) {
  ProgrammedChip chip = programChip(plan_, hardware_, moment, threads_);
  const auto compensates = [](const LayerHardware& layer) { return layer.compensatesDrift; };
  if (std::none_of(hardware_.begin(), hardware_.end(), compensates)) {
    return chip;
  }
  if (references_.count(moment.chip) == 0) {
    const ChipMoment start{moment.seed, moment.chip, 0.0};
    references_[moment.chip] = referenceReads(programChip(plan_, hardware_, start, threads_), plan_);
  }
  compensateDrift(references_[moment.chip], plan_, chip);
  for (std::size_t l = 0; l < hardware_.size(); ++l) {
    chip.layers[l].gain = hardware_[l].compensatesDrift ? chip.layers[l].gain : 1.0;
  }
  return chip;
}

}  // namespace ohmic::sim
