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
class SarAdc : public AdcKind {
 public:
  [[nodiscard]] std::string name() const override { return "sar"; }
  [[nodiscard]] std::vector<ImpossibleError> impossibleErrors() const override;
  [[nodiscard]] AdcDeviation draw(const AdcErrors& errors, int bits, const RandomStream& random,
                                  const AdcPlace& place) const override;
  [[nodiscard]] std::int64_t steps(int /*bits*/) const override { return 1; }
  [[nodiscard]] bool mayBePricedBy(std::string_view costModel) const override;
};

}  // namespace ohmic::devices
