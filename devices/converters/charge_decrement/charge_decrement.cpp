// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/charge_decrement/charge_decrement.h"

#include "devices/circuits/sample_hold.h"

namespace ohmic::devices {
namespace {

SarLevels halvedLevels(double sigma, int bits, const RandomStream& random, const AdcPlace& place) {
  constexpr std::uint32_t kFirst = 4;  // behind gain, offset and bow
  const double first = 1.0 + sigma * static_cast<double>(converterNormal(random, place, kFirst));
  const double second = 1.0 + sigma * static_cast<double>(converterNormal(random, place, kFirst + 1));
  const double ratio = first / (first + second);
  SarLevels levels{};
  double level = static_cast<double>(1 << bits);
  for (int b = bits - 1; b >= 0; --b) {
    level *= ratio;
    levels[b] = static_cast<float>(level);
  }
  return levels;
}

}  // namespace

std::vector<ImpossibleError> ChargeDecrementAdc::impossibleErrors() const {
  return {{&AdcErrors::inl, "found a bow in a charge-decrement converter",
           "its non-linearity comes from its two capacitors", "use capacitor_mismatch, or another kind"},
          impossibleThresholds()};
}

AdcDeviation ChargeDecrementAdc::draw(const AdcErrors& errors, int bits, const RandomStream& random,
                                      const AdcPlace& place) const {
  AdcDeviation own = drawLinearErrors(errors, random, place, place);
  if (errors.capacitor > 0.0) {
    own.levels = halvedLevels(errors.capacitor, bits, random, place);
  }
  return own;
}

CircuitCost ChargeDecrementAdc::circuit(const ConverterCircuit& converter) const {
  constexpr double kAreaOverhead = 4.0;
  const Technology& tech = converter.technology;
  const double bits = converter.bits;
  const double places = 24.0 * bits + 100.0;
  return {52.0 * bits * tech.unitEnergy(), bits * converter.step_s,
          kAreaOverhead * (2.0 * kLeastSamplingCapacitor / kCapacitorDensity + places * tech.unitArea()),
          places * tech.unitLeakage()};
}

bool ChargeDecrementAdc::mayBePricedBy(std::string_view costModel) const {
  return costModel == "murmann_regression" || costModel == "neurram_2022";
}

}  // namespace ohmic::devices
