// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/oscillator/oscillator.h"

namespace ohmic::devices {

std::vector<ImpossibleError> OscillatorAdc::impossibleErrors() const {
  return {impossibleCapacitors(), impossibleThresholds()};
}

AdcDeviation OscillatorAdc::draw(const AdcErrors& errors, int /*bits*/, const RandomStream& random,
                                 const AdcPlace& place) const {
  return drawLinearErrors(errors, random, place, place);
}

CircuitCost OscillatorAdc::circuit(const ConverterCircuit& converter) const {
  constexpr double kStages = 3.0;
  constexpr double kBias = 1e-6;  // A
  const Technology& tech = converter.technology;
  const double steps = static_cast<double>(this->steps(converter.bits));
  const double time = steps * converter.step_s;
  return {steps * (2.0 * kStages + 32.0) * tech.unitEnergy() + tech.supply * kBias * time, time,
          (32.0 * converter.bits + 40.0) * tech.unitArea(),
          (16.0 * converter.bits + 20.0) * tech.unitLeakage()};
}

bool OscillatorAdc::mayBePricedBy(std::string_view costModel) const {
  return costModel == "murmann_regression";
}

}  // namespace ohmic::devices
