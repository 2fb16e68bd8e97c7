// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/adder.h"
#include "devices/circuits/multiplier.h"
#include "devices/circuits/sram.h"

namespace ohmic::devices {

/// Activation function of numbers of b bits: a table of 256 values and slopes, and a linear interpolation.
///
///     E = SRAM of 256 words of 2 b bits + product of 8 by b bits + addition of b bits
///
/// Source  textbook. Untested. Error 2. A table prices ReLU too, which needs less.
[[nodiscard]] inline CircuitCost functionTable(const Technology& tech, int bits) {
  constexpr int kWords = 256;
  constexpr int kPlace = 8;
  return sram(tech, static_cast<double>(kWords) * 2.0 * bits, 2 * bits) + multiplier(tech, kPlace, bits) +
         adder(tech, bits);
}

}  // namespace ohmic::devices
