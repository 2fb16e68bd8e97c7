// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/coverage.h"

#include <fmt/format.h>

#include "configs/reader/error.h"

namespace ohmic::sim {

void checkCoverage(const mapping::Plan& plan, const ChipModel& model) {
  const auto& input = plan.options.input;
  const int bits = input.encoding == mapping::InputEncoding::bitSerial ? 1 : input.bits;
  if (bits > model.dacBits) {
    throw configs::InputError(fmt::format(
        "hardware.input.encoding: inputs of {} bits in parallel, but the chip '{}' has {}-bit DACs; allowed: inputs of "
        "{} bits, or bit by bit; try input.encoding: bit_serial, or set chip.dac_bits with chip.costs.element.dac",
        bits, model.preset, model.dacBits, model.dacBits));
  }
}

}  // namespace ohmic::sim
