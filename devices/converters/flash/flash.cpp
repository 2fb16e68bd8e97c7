// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/flash/flash.h"

namespace ohmic::devices {

std::vector<ImpossibleError> FlashAdc::impossibleErrors() const { return {impossibleCapacitors()}; }

AdcDeviation FlashAdc::draw(const AdcErrors& errors, int bits, const RandomStream& random,
                            const AdcPlace& place) const {
  constexpr std::uint32_t kFirst = 4;  // behind gain, offset and bow
  AdcDeviation own = drawLinearErrors(errors, random, place, place);
  if (errors.threshold > 0.0) {
    const std::uint32_t comparators = (1U << bits) - 1;
    for (std::uint32_t k = 0; k < 2 * comparators; ++k) {
      const float nominal = static_cast<float>(k % comparators) + 0.5F;
      own.thresholds.push_back(nominal + static_cast<float>(errors.threshold) *
                                             converterNormal(random, place, kFirst + k));
    }
  }
  return own;
}

CircuitCost FlashAdc::circuit(const ConverterCircuit& converter) const {
  const Technology& tech = converter.technology;
  const double levels = static_cast<double>(1 << converter.bits);
  const double comparators = levels - 1.0;
  return {(20.0 * comparators + 6.0 * levels) * tech.unitEnergy(), 10.0 * tech.fanOutOfFour(),
          16.0 * comparators * tech.unitArea(), 8.0 * comparators * tech.unitLeakage()};
}

bool FlashAdc::mayBePricedBy(std::string_view costModel) const { return costModel == "murmann_regression"; }

}  // namespace ohmic::devices
