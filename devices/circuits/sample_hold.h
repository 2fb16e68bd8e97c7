// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/settling.h"
#include "devices/circuits/technology.h"

namespace ohmic::devices {

inline constexpr double kBoltzmann = 1.380649e-23;         ///< J/K
inline constexpr double kCapacitorDensity = 1.5e-3;        ///< F for each m2 (1.5 fF/um2)
inline constexpr double kLeastSamplingCapacitor = 10e-15;  ///< F

/// Capacitor that keeps thermal noise below the rounding of b bits: max(10 fF, 12 kT 4^b / V^2).
[[nodiscard]] inline double samplingCapacitor(const Technology& tech, int bits) {
  const double levels = static_cast<double>(std::int64_t{1} << (2 * bits));
  return std::max(kLeastSamplingCapacitor,
                  12.0 * kBoltzmann * tech.temperature * levels / (tech.supply * tech.supply));
}

/// Settling of a column's integrator, which takes its sample once: V (C_s + C_line) (b + 1) ln 2 / (15/V).
/// @param line  F of the bit line.
[[nodiscard]] inline double integrationEnergy(const Technology& tech, int bits, double line) {
  constexpr double kTransconductance = 15.0;  // 1/V, of each ampere
  return tech.supply * (samplingCapacitor(tech, bits) + line) * timeConstantsToHalfLsb(bits) /
         kTransconductance;
}

/// Column's integrator with the capacitor that holds its sum.
///
///     E = C_s V^2 + V (C_s + C_line) (b + 1) ln 2 / (15/V)      A = 2 C_s / (1.5 fF/um2) + 50 A0
///     t = (b + 1) ln 2 R_n C_s / (8 W_n)
///
/// The second term is the amplifier's: it must settle its load over a feedback of C_s / (C_s + C_line) with
/// 15/V of transconductance for each ampere, whatever time it is given.
///
/// Source  textbook. Untested. Error 3.
/// @param line  F of the bit line.
[[nodiscard]] inline CircuitCost sampleHold(const Technology& tech, int bits, double line) {
  const double held = samplingCapacitor(tech, bits);
  return {held * tech.supply * tech.supply + integrationEnergy(tech, bits, line),
          timeConstantsToHalfLsb(bits) * tech.onResistance / (8.0 * tech.width) * held,
          2.0 * held / kCapacitorDensity + 50.0 * tech.unitArea(), 8.0 * tech.unitLeakage()};
}

}  // namespace ohmic::devices
