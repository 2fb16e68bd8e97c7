// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/ramp/ramp.h"

namespace ohmic::devices {

std::vector<ImpossibleError> RampAdc::impossibleErrors() const {
  return {impossibleCapacitors(), impossibleThresholds()};
}

AdcDeviation RampAdc::draw(const AdcErrors& errors, int /*bits*/, const RandomStream& random,
                           const AdcPlace& place) const {
  constexpr std::uint32_t kRamp = 0xFFFFFFFF;  // the array's ramp, which is no converter
  return drawLinearErrors(errors, random, place, {place.array, place.replica, kRamp});
}

CircuitCost RampAdc::circuit(const ConverterCircuit& converter) const {
  constexpr double kComparatorCurrent = 1e-6;  // A
  const Technology& tech = converter.technology;
  const double steps = static_cast<double>(this->steps(converter.bits));
  const double bits = converter.bits;
  const double time = steps * converter.step_s;
  return {tech.supply * kComparatorCurrent * time + 16.0 * bits * tech.unitEnergy() +
              steps * 32.0 * tech.unitEnergy() / converter.converters,
          time, (16.0 * bits + 60.0) * tech.unitArea(), (8.0 * bits + 30.0) * tech.unitLeakage()};
}

// The survey behind the regression holds converters of every architecture; the other sources describe
// successive approximation.
bool RampAdc::mayBePricedBy(std::string_view costModel) const { return costModel == "murmann_regression"; }

}  // namespace ohmic::devices
