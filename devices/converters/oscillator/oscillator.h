// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/converters/adc_kind.h"

namespace ohmic::devices {

/// Current-controlled oscillators: the column's current sets a ring's frequency, whose turns are counted for
/// a fixed time.
///
///     code = round_half_even(clamp(real + bow))                                   adcRound() of adc-inl.h
///     2^bits steps for a conversion, each 1 / rate long: the period at the greatest current
///
/// Each has its own gain, offset and bow: frequency, idle frequency and curvature of its ring.
///
/// Cost by equations, T = 1 / rate, S = 3 stages:
///
///     E = 2^b (2 S + 32) e0 + V I_b 2^b T      ring and counter; bias of I_b = 1 uA
///     A = (32 b + 40) A0                       t = 2^b T
///
/// Source  HERMES (Khaddam-Aljameh et al., JSSC 2022): 256 converters at a pitch of 4 um, 0.3 ns per LSB.
///         Energy and area of one are not published: textbook terms, I_b is an estimate.
/// Error   3.
class OscillatorAdc : public AdcKind {
 public:
  [[nodiscard]] std::string name() const override { return "oscillator"; }
  [[nodiscard]] std::vector<ImpossibleError> impossibleErrors() const override;
  [[nodiscard]] AdcDeviation draw(const AdcErrors& errors, int bits, const RandomStream& random,
                                  const AdcPlace& place) const override;
  [[nodiscard]] std::int64_t steps(int bits) const override { return std::int64_t{1} << bits; }
  [[nodiscard]] CircuitCost circuit(const ConverterCircuit& converter) const override;
  [[nodiscard]] bool mayBePricedBy(std::string_view costModel) const override;
};

}  // namespace ohmic::devices
