// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/linear/linear.h"

#include "devices/converters/flash/flash.h"
#include "devices/converters/sar/sar.h"

namespace ohmic::devices {

ImpossibleError impossibleCapacitors() {
  return {&AdcErrors::capacitor, "found capacitors in a converter that has none",
          "capacitor_mismatch goes with kind: sar and charge_decrement", "use kind: sar, or inl for a bow"};
}

std::vector<ImpossibleError> LinearAdc::impossibleErrors() const {
  return {impossibleCapacitors(), impossibleThresholds()};
}

AdcDeviation LinearAdc::draw(const AdcErrors& errors, int /*bits*/, const RandomStream& random,
                             const AdcPlace& place) const {
  return drawLinearErrors(errors, random, place, place);
}

CircuitCost LinearAdc::circuit(const ConverterCircuit& converter) const {
  return SarAdc().circuit(converter);
}

}  // namespace ohmic::devices
