// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/linear/linear.h"

#include "devices/converters/sar/sar.h"

namespace ohmic::devices {

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
