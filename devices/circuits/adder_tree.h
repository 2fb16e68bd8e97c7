// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/adder.h"

namespace ohmic::devices {

/// Tree that adds n numbers of b bits at once.
///
///     E = n (b + 1) 6.3 e0 a      t = ceil(log2 n) adders      A = 10 n (b + 1) A0
///
/// Source  textbook: n - 1 adders whose width grows by one bit with each level. Untested.
/// @pre numbers >= 1
[[nodiscard]] inline CircuitCost adderTree(const Technology& tech, int numbers, int bits, double activity) {
  int levels = 0;
  while ((1 << levels) < numbers) {
    ++levels;
  }
  CircuitCost cost = static_cast<double>(numbers) * adder(tech, bits + 1, activity);
  cost.delay_s *= levels;
  return cost;
}

}  // namespace ohmic::devices
