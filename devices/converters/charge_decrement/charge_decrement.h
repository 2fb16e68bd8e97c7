// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/converters/adc_kind.h"

namespace ohmic::devices {

/// Charge decrement: the integrated charge is lowered bit by bit by a reference that two equal capacitors
/// halve at each step.
///
///     code: sign, then bits from the highest down                                 sarCode() of sar-inl.h
///     C_1, C_2 = 1 + N(0, s^2)   q = C_1 / (C_1 + C_2)   level_b = 2^bits q^(bits - b)
///
/// s = AdcErrors::capacitor: one ratio makes all levels, where successive approximation has a capacitor for
/// each. A conversion takes a step of 1 / rate for each bit.
///
/// Cost by equations:
///
///     E = 52 b e0      A = 4 [2 * 10 fF / (1.5 fF/um2) + (24 b + 100) A0]      t = b steps
///
/// Source  NeuRRAM (Wan et al., Nature 2022): 0.3 us and 0.4 pJ a step with its shift-and-add at 130 nm and
///         1.8 V, to which the energy is fitted; the area is that of sar without its capacitors.
/// Error   3.
class ChargeDecrementAdc : public AdcKind {
 public:
  [[nodiscard]] std::string name() const override { return "charge_decrement"; }
  [[nodiscard]] std::vector<ImpossibleError> impossibleErrors() const override;
  [[nodiscard]] AdcDeviation draw(const AdcErrors& errors, int bits, const RandomStream& random,
                                  const AdcPlace& place) const override;
  [[nodiscard]] std::int64_t steps(int bits) const override { return bits; }
  [[nodiscard]] CircuitCost circuit(const ConverterCircuit& converter) const override;
  [[nodiscard]] bool mayBePricedBy(std::string_view costModel) const override;
};

}  // namespace ohmic::devices
