// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/converters/adc_kind.h"

namespace ohmic::devices {

/// Single-slope converters: one ramp for an array, a comparator for each of its converters.
///
///     code = round_half_even(clamp(real + bow))                                   adcRound() of adc-inl.h
///     2^bits steps for a conversion, each 1 / rate long
///
/// Gain and bow are the ramp's, one draw for the array; offsets are the comparators' own.
///
/// Cost by equations, T = 1 / rate:
///
///     E = V I_b 2^b T + 16 b e0 + 2^b 32 e0 / converters      I_b = 1 uA a comparator; latch; shared counter
///     A = (16 b + 60) A0                                      t = 2^b T
///
/// Error 3; I_b is an estimate, and the ramp's own generator is left out.
///
/// Source  textbook single-slope conversion; PRIME (Chi et al., ISCA 2016) converts so.
/// Omits   an end of the ramp before the last step (once all columns have answered).
class RampAdc : public AdcKind {
 public:
  [[nodiscard]] std::string name() const override { return "ramp"; }
  [[nodiscard]] std::vector<ImpossibleError> impossibleErrors() const override;
  [[nodiscard]] AdcDeviation draw(const AdcErrors& errors, int bits, const RandomStream& random,
                                  const AdcPlace& place) const override;
  [[nodiscard]] std::int64_t steps(int bits) const override { return std::int64_t{1} << bits; }
  [[nodiscard]] CircuitCost circuit(const ConverterCircuit& converter) const override;
  [[nodiscard]] bool mayBePricedBy(std::string_view costModel) const override;
};

}  // namespace ohmic::devices
