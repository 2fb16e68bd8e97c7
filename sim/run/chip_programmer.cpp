// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/chip_programmer.h"

#include "sim/array/compensation.h"

namespace ohmic::sim {

ProgrammedChip ChipProgrammer::program(const ChipMoment& moment) {
  ProgrammedChip chip = programChip(plan_, request_.cell, moment, request_.threads, request_.wires);
  if (!request_.compensatesDrift) {
    return chip;
  }
  if (references_.count(moment.chip) == 0) {
    const ChipMoment start{moment.seed, moment.chip, 0.0};
    references_[moment.chip] =
        referenceReads(programChip(plan_, request_.cell, start, request_.threads, request_.wires), plan_);
  }
  compensateDrift(references_[moment.chip], plan_, chip);
  return chip;
}

}  // namespace ohmic::sim
