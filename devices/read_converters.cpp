// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_converters.h"

namespace ohmic::devices {

AdcFormat readAdc(const configs::Section& adc) {
  using configs::Range;
  AdcFormat format;
  const auto bits = adc.integerOrChoice("bits", Range::between(2, 16), {"ideal"},
                                        configs::IntegerOrWord{std::int64_t{format.bits}});
  format.ideal = std::holds_alternative<std::string>(bits);
  format.bits = format.ideal ? format.bits : static_cast<int>(std::get<std::int64_t>(bits));
  const auto range = adc.choice("range", {"calibrated", "lossless"}, "calibrated");
  format.range = range == "lossless" ? AdcFormat::Range::lossless : AdcFormat::Range::calibrated;
  const auto criterion = adc.choice("criterion", {"minimum_error", "percentile"}, "minimum_error");
  format.criterion =
      criterion == "percentile" ? AdcFormat::Criterion::percentile : AdcFormat::Criterion::minimumError;
  format.percentile = adc.fraction("percentile", Range::between(0.5, 1.0), format.percentile);
  return format;
}

DacErrors readDac(const configs::Section& dac) {
  using configs::Range;
  DacErrors errors;
  errors.inl = dac.number("inl", Range::between(0.0, 64.0), errors.inl);
  errors.noise = dac.number("noise", Range::between(0.0, 64.0), errors.noise);
  return errors;
}

}  // namespace ohmic::devices
