// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/adc_kind.h"

#include <fmt/format.h>

#include <stdexcept>

#include "devices/converters/charge_decrement/charge_decrement.h"
#include "devices/converters/flash/flash.h"
#include "devices/converters/linear/linear.h"
#include "devices/converters/oscillator/oscillator.h"
#include "devices/converters/ramp/ramp.h"
#include "devices/converters/sar/sar.h"
#include "devices/random/normal.h"

namespace ohmic::devices {
namespace {

template <class Kind>
const AdcKind* theOne() {
  static const Kind kind;
  return &kind;
}

}  // namespace

const std::vector<const AdcKind*>& adcKinds() {
  static const std::vector<const AdcKind*> kinds = {
      theOne<LinearAdc>(), theOne<SarAdc>(),        theOne<RampAdc>(),
      theOne<FlashAdc>(),  theOne<OscillatorAdc>(), theOne<ChargeDecrementAdc>(),
  };
  return kinds;
}

std::vector<std::string> adcKindNames() {
  std::vector<std::string> names;
  for (const AdcKind* kind : adcKinds()) {
    names.push_back(kind->name());
  }
  return names;
}

const AdcKind& adcKind(std::string_view name) {
  for (const AdcKind* kind : adcKinds()) {
    if (kind->name() == name) {
      return *kind;
    }
  }
  throw std::out_of_range(fmt::format("no kind of converter named {}", name));
}

ImpossibleError impossibleCapacitors() {
  return {&AdcErrors::capacitor, "found capacitors in a converter that has none",
          "capacitor_mismatch goes with kind: sar and charge_decrement", "use kind: sar, or inl for a bow"};
}

ImpossibleError impossibleThresholds() {
  return {&AdcErrors::threshold, "found thresholds in a converter that has one comparator",
          "threshold_mismatch goes with kind: flash", "use kind: flash, or offset_mismatch"};
}

float converterNormal(const RandomStream& random, const AdcPlace& place, std::uint32_t index) {
  return standardNormal(random.block(place.array, place.replica, place.converter, index / 4)[index % 4]);
}

AdcDeviation drawLinearErrors(const AdcErrors& errors, const RandomStream& random, const AdcPlace& place,
                              const AdcPlace& source) {
  AdcDeviation own;
  own.gain = 1.0F + static_cast<float>(errors.gain) * converterNormal(random, source, 0);
  own.offset = static_cast<float>(errors.offset) * converterNormal(random, place, 1);
  own.bow = static_cast<float>(errors.inl) * converterNormal(random, source, 2);
  return own;
}

}  // namespace ohmic::devices
