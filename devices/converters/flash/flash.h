// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/converters/adc_kind.h"

namespace ohmic::devices {

/// Flash converters: a comparator for each threshold, all at once.
///
///     code = #{k: real > t_k} - #{k: real < -u_k}      flashCode() of flash-inl.h
///     t_k, u_k = k - 1/2 + N(0, s^2)                   s = AdcErrors::threshold, LSB
///
/// Without s the nearest code, as linear converters. Gain and bow are those of the converter's own ladder.
///
/// Cost by equations:
///
///     E = (2^b - 1) 20 e0 + 6 e0 2^b      comparators; encoder
///     A = (2^b - 1) 16 A0                 t = 10 FO4
///
/// Source  textbook; NeuroSim V1.4's sense amplifiers at 22 nm, 5 bits: 52.45 um2 (the area is fitted to
///         it) and 45 to 109 fJ with the word line, where the comparators here take 129 and the encoder 40.
/// Valid   to 8 bits: 255 comparators.
/// Error   3. The comparators' delay is an estimate.
class FlashAdc : public AdcKind {
 public:
  [[nodiscard]] std::string name() const override { return "flash"; }
  [[nodiscard]] std::vector<ImpossibleError> impossibleErrors() const override;
  [[nodiscard]] int mostBits() const override { return 8; }
  [[nodiscard]] AdcDeviation draw(const AdcErrors& errors, int bits, const RandomStream& random,
                                  const AdcPlace& place) const override;
  [[nodiscard]] std::int64_t steps(int /*bits*/) const override { return 1; }
  [[nodiscard]] CircuitCost circuit(const ConverterCircuit& converter) const override;
  [[nodiscard]] bool mayBePricedBy(std::string_view costModel) const override;
};

}  // namespace ohmic::devices
