// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/block_conversion.h"

#include <algorithm>
#include <limits>

#include "sim/array/chip_moment.h"

namespace ohmic::sim {

BlockConversion blockConversion(const LayerArithmetic& arithmetic, const Plane& plane, bool isFirst,
                                int phase) {
  const double lsb = static_cast<double>(arithmetic.lsb[static_cast<std::size_t>(plane.slice)]);
  const auto weight =
      static_cast<std::int32_t>(arithmetic.input.weight(phase)) * (plane.polarity < 0 ? -1 : 1);
  return {static_cast<float>(1.0 / lsb), static_cast<float>(arithmetic.adcCodes.least),
          static_cast<float>(arithmetic.adcCodes.greatest), weight, !isFirst || plane.polarity < 0};
}

devices::RandomStream readNoiseStream(const Plane& plane, std::uint64_t seed, std::uint32_t chip,
                                      std::uint32_t node) {
  return {seed, devices::Purpose::readNoise, chip, node, planeOf(plane.slice, plane.polarity)};
}

float varianceUnit(const LayerArithmetic& arithmetic, const Plane& plane) {
  return static_cast<float>(plane.varianceUnit *
                            static_cast<double>(std::int64_t{1} << (2 * arithmetic.dacFractionBits)));
}

int panelPairs(const LayerArithmetic& arithmetic) {
  const std::int64_t pair = 2LL * arithmetic.greatestDriven * 32767;
  return static_cast<int>(std::numeric_limits<std::int32_t>::max() / pair);
}

bool convertsInBlocks(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic) {
  const std::int64_t greatestCode = std::max(arithmetic.adcCodes.greatest, 1) *
                                    (arithmetic.unitConverted ? 2 : 1);  // the unit column's is subtracted
  const bool codesFit =
      (greatestCode << layer.input.bits()) * 2 * layer.rowBlocks() * layer.greatestRowGroups() <
      std::numeric_limits<std::int32_t>::max();
  return codesFit && !arithmetic.idealAdc && !arithmetic.isWide && arithmetic.partCodes.empty();
}

bool convertsInBlocks(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic,
                      const Plane& plane) {
  constexpr int kGreatestWeight = 65535;
  const bool noiseFits =
      plane.varianceUnit == 0.0 || layer.input.noiseWeight(layer.input.greatestDrive()) <= kGreatestWeight;
  const int active = layer.options.array.activeRows, all = plane.levels.rowPairs();
  const int pairs = active == 0 ? all : std::min(all, active / 2 + 1);
  return noiseFits && (!plane.gatedPlus.empty() || pairs <= panelPairs(arithmetic));
}

}  // namespace ohmic::sim
