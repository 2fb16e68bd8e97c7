// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/sample_hold.h"
#include "devices/circuits/technology.h"

namespace ohmic::devices {

inline constexpr double kUnitCapacitor = 1e-15;  ///< C_c of a converter's capacitors, F

/// Row's driver of b bits in one amplitude: binary capacitors of 1 fF.
///
///     E = 0.66 2^b C_c V^2      A = 2^b C_c / (1.5 fF/um2)
///
/// Source  textbook: the mean switching energy of 2^b unit capacitors. Untested. Error 3.
[[nodiscard]] inline CircuitCost capacitiveDac(const Technology& tech, int bits) {
  const double capacitance = static_cast<double>(std::int64_t{1} << bits) * kUnitCapacitor;
  return {0.66 * capacitance * tech.supply * tech.supply, 0.0, capacitance / kCapacitorDensity, 0.0};
}

}  // namespace ohmic::devices
