// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_converters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "devices/converters/adc_kind.h"

namespace ohmic::devices {

namespace {

using configs::Range;

/// An ideal converter has no codes that could be wrong.
void refuseErrorsOfIdeal(const configs::Section& adc) {
  for (const char* const key : {"kind", "gain_mismatch", "offset_mismatch", "inl", "capacitor_mismatch",
                                "threshold_mismatch", "noise"}) {
    if (adc.has(key)) {
      adc.refuse(key, "found an error of converters with bits: ideal", "an ideal converter hands the sum on",
                 "give hardware.adc.bits a number, or leave it out");
    }
  }
}

/// What belongs to other circuits.
void checkCircuit(const configs::Section& adc, const AdcFormat& format) {
  const int most = format.kind->mostBits();
  if (format.bits > most) {
    adc.refuse("bits", fmt::format("{} with kind: {}", format.bits, format.kind->name()),
               fmt::format("such converters have at most {} bits", most),
               "lower hardware.adc.bits, or use another kind");
  }
  for (const auto& impossible : format.kind->impossibleErrors()) {
    if (format.errors.*impossible.error > 0.0) {
      const auto key = std::find_if(adcErrorKeys().begin(), adcErrorKeys().end(),
                                    [&](const auto& one) { return one.error == impossible.error; });
      adc.refuse(key->key, impossible.found, impossible.allowed, impossible.remedy);
    }
  }
}

bool isPossible(const AdcErrorKey& key, const AdcKind& kind) {
  const auto impossible = kind.impossibleErrors();
  return std::none_of(impossible.begin(), impossible.end(),
                      [&key](const auto& one) { return one.error == key.error; });
}

void readErrors(const configs::Section& adc, AdcFormat& format) {
  if (format.ideal) {
    refuseErrorsOfIdeal(adc);
  }
  format.kind = &adcKind(adc.choice("kind", adcKindNames(), "linear"));
  for (const AdcErrorKey& one : adcErrorKeys()) {
    if (one.isOfOneKind && !adc.has(one.key) && !isPossible(one, *format.kind)) {
      continue;
    }
    format.errors.*one.error =
        one.isShare ? adc.fraction(one.key, one.range, 0.0) : adc.number(one.key, one.range, 0.0);
  }
  format.noise = adc.number("noise", Range::between(0.0, 1e4), 0.0);
  checkCircuit(adc, format);
}

}  // namespace

const std::array<AdcErrorKey, 5>& adcErrorKeys() {
  static const std::array<AdcErrorKey, 5> keys = {
      {{&AdcErrors::gain, "gain_mismatch", Range::between(0.0, 0.25), true, false},
       {&AdcErrors::offset, "offset_mismatch", Range::between(0.0, 1e4), false, false},
       {&AdcErrors::inl, "inl", Range::between(0.0, 1e4), false, false},
       {&AdcErrors::capacitor, "capacitor_mismatch", Range::between(0.0, 0.1), true, false},
       {&AdcErrors::threshold, "threshold_mismatch", Range::between(0.0, 1e4), false, true}}};
  return keys;
}

Range adcBits() { return Range::between(2, 16); }

AdcFormat readAdc(const configs::Section& adc) {
  AdcFormat format;
  const auto bits =
      adc.integerOrChoice("bits", adcBits(), {"ideal"}, configs::IntegerOrWord{std::int64_t{format.bits}});
  format.ideal = std::holds_alternative<std::string>(bits);
  format.bits = format.ideal ? format.bits : static_cast<int>(std::get<std::int64_t>(bits));
  const auto range = adc.choice("range", {"calibrated", "lossless", "given"}, "calibrated");
  format.range = range == "lossless" ? AdcFormat::Range::lossless
                 : range == "given"  ? AdcFormat::Range::given
                                     : AdcFormat::Range::calibrated;
  const auto criterion = adc.choice("criterion", {"minimum_error", "percentile"}, "minimum_error");
  format.criterion =
      criterion == "percentile" ? AdcFormat::Criterion::percentile : AdcFormat::Criterion::minimumError;
  format.percentile = adc.fraction("percentile", Range::between(0.5, 1.0), format.percentile);
  readErrors(adc, format);
  return format;
}

DacErrors readDac(const configs::Section& dac) {
  DacErrors errors;
  errors.inl = dac.number("inl", Range::between(0.0, 64.0), errors.inl);
  errors.noise = dac.number("noise", Range::between(0.0, 64.0), errors.noise);
  return errors;
}

}  // namespace ohmic::devices
