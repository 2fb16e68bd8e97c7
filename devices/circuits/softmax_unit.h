// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/function_table.h"

namespace ohmic::devices {

/// Softmax, one element of n: comparison, exponential by table, addition, product with the sum's reciprocal,
/// which takes four products for all elements.
///
///     E = maximum of b bits + table + addition + (1 + 4 / n) products of b by b bits
///
/// Source  textbook. Untested. Error 2. n is taken as 10, the fewest of a classifier that ships.
[[nodiscard]] inline CircuitCost softmaxUnit(const Technology& tech, int bits) {
  constexpr double kElements = 10.0;
  CircuitCost product = multiplier(tech, bits, bits);
  const double energy = product.energy_J * (1.0 + 4.0 / kElements);
  product.energy_J = energy;
  return 2.0 * adder(tech, bits) + functionTable(tech, bits) + product;
}

}  // namespace ohmic::devices
