// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/converters/sar/sar.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "devices/circuits/capacitive_dac.h"
#include "devices/circuits/sample_hold.h"
#include "devices/circuits/settling.h"

namespace ohmic::devices {
namespace {

SarLevels drawLevels(double sigma, int bits, const RandomStream& random, const AdcPlace& place) {
  constexpr std::uint32_t kFirst = 4;  // behind gain, offset and bow
  std::array<double, 16> capacitors{};
  double total = 1.0 + sigma * static_cast<double>(converterNormal(random, place, kFirst + 16));
  for (int b = 0; b < bits; ++b) {
    const double units = static_cast<double>(1 << b);
    const float normal = converterNormal(random, place, kFirst + static_cast<std::uint32_t>(b));
    capacitors[b] = units + sigma * std::sqrt(units) * static_cast<double>(normal);
    total += capacitors[b];
  }
  SarLevels levels{};
  for (int b = 0; b < bits; ++b) {
    levels[b] = static_cast<float>(capacitors[b] / total * static_cast<double>(1 << bits));
  }
  return levels;
}

}  // namespace

std::vector<ImpossibleError> SarAdc::impossibleErrors() const {
  return {{&AdcErrors::inl, "found a bow in a successive-approximation converter",
           "its non-linearity comes from its capacitors", "use capacitor_mismatch, or another kind"},
          impossibleThresholds()};
}

AdcDeviation SarAdc::draw(const AdcErrors& errors, int bits, const RandomStream& random,
                          const AdcPlace& place) const {
  AdcDeviation own = drawLinearErrors(errors, random, place, place);
  if (errors.capacitor > 0.0) {
    own.levels = drawLevels(errors.capacitor, bits, random, place);
  }
  return own;
}

CircuitCost SarAdc::circuit(const ConverterCircuit& converter) const {
  constexpr double kAreaOverhead = 4.0;
  const Technology& tech = converter.technology;
  const double bits = converter.bits;
  const double levels = static_cast<double>(std::int64_t{1} << converter.bits);
  const double e0 = tech.unitEnergy();
  const double logic = 32.0 * bits * e0 + 8.0 * bits * (bits + 1.0) * e0;
  const double comparator = bits * (20.0 * e0 + 16.0 * kBoltzmann * tech.temperature * levels * levels);
  const CircuitCost capacitors = capacitiveDac(tech, converter.bits);
  CircuitCost cost;
  cost.energy_J = converter.overhead * (logic + capacitors.energy_J + comparator);
  cost.delay_s = (bits + 1.0) * (5.0 + timeConstantsToHalfLsb(converter.bits)) * tech.fanOutOfFour();
  cost.area_m2 = kAreaOverhead * (capacitors.area_m2 + (24.0 * bits + 100.0) * tech.unitArea());
  cost.leakage_W = (24.0 * bits + 100.0) * tech.unitLeakage();
  return cost;
}

bool SarAdc::mayBePricedBy(std::string_view costModel) const {
  constexpr std::array<std::string_view, 6> kModels = {
      "isaac_2016", "hwcomponents_isaac", "murmann_regression", "puma_2019", "neurosim_sar", "zigzag_28nm"};
  return std::find(kModels.begin(), kModels.end(), costModel) != kModels.end();
}

}  // namespace ohmic::devices
