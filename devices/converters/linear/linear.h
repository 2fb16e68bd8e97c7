// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/converters/adc_kind.h"

namespace ohmic::devices {

/// Converters whose circuit is not specified.
///
///     code = round_half_even(clamp(real + bow))                                   adcRound() of adc-inl.h
///
/// Each has its own gain, offset and bow. A conversion takes the time of the chip's rate, and every
/// cost model may price it; equations take them for successive approximation, the usual circuit.
class LinearAdc : public AdcKind {
 public:
  [[nodiscard]] std::string name() const override { return "linear"; }
  [[nodiscard]] std::vector<ImpossibleError> impossibleErrors() const override;
  [[nodiscard]] AdcDeviation draw(const AdcErrors& errors, int bits, const RandomStream& random,
                                  const AdcPlace& place) const override;
  [[nodiscard]] std::int64_t steps(int /*bits*/) const override { return 1; }
  [[nodiscard]] CircuitCost circuit(const ConverterCircuit& converter) const override;
  [[nodiscard]] bool mayBePricedBy(std::string_view /*costModel*/) const override { return true; }
};

}  // namespace ohmic::devices
