// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/converters/adc_kind.h"

namespace ohmic::devices {

/// Successive approximation on binary capacitors.
///
///     code: sign, then bits from the highest down                                 sarCode() of sar-inl.h
///     C_b = 2^b + N(0, 2^b s^2), C_dummy = 1 + N(0, s^2), level_b = 2^bits C_b / (C_dummy + sum C)
///
/// s = AdcErrors::capacitor. A conversion takes 1 / rate, in which all of its bits are decided; its
/// non-linearity is that of its capacitors.
///
/// Cost by equations, C_c = 1 fF (its overhead is 2.5 unless the user says otherwise):
///
///     E = 2.5 [32 b e0 + 8 b (b+1) e0 + 0.66 2^b C_c V^2 + b (20 e0 + 16 kT 4^b)]
///         registers, clock, capacitors, comparator
///     A = 4 [2^b C_c / (1.5 fF/um2) + (24 b + 100) A0]
///     t = (b + 1) (5 + (b + 1) ln 2) FO4                switches sized to settle a capacitor in one FO4
///
/// Source  textbook terms; the overheads of 2.5 and 4 fitted to ISAAC's, Jia's and the survey's converters of
/// 8
///         bits (65 to 22 nm): 0.55 to 1.22 of their energies, 0.78 and 0.89 of their areas.
/// Error   3: sources differ by a factor of 30 among themselves (NeuroSim's is a tenth).
class SarAdc : public AdcKind {
 public:
  [[nodiscard]] std::string name() const override { return "sar"; }
  [[nodiscard]] std::vector<ImpossibleError> impossibleErrors() const override;
  [[nodiscard]] AdcDeviation draw(const AdcErrors& errors, int bits, const RandomStream& random,
                                  const AdcPlace& place) const override;
  [[nodiscard]] std::int64_t steps(int /*bits*/) const override { return 1; }
  [[nodiscard]] CircuitCost circuit(const ConverterCircuit& converter) const override;
  [[nodiscard]] bool mayBePricedBy(std::string_view costModel) const override;
};

}  // namespace ohmic::devices
