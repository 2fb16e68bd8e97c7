// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/converters.h"

#include <vector>

#include "sim/array/layer_arithmetic.h"

namespace ohmic::sim {
namespace {

/// Converters of an array, all drawn.
std::vector<devices::AdcDeviation> drawBank(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                                            std::uint32_t replica, const devices::AdcFormat& adc,
                                            const ChipMoment& moment, int converters) {
  const devices::RandomStream random(moment.seed, devices::Purpose::converter, moment.chip,
                                     devices::nodeHash(layer.shared ? layer.shared->hostName : layer.name),
                                     0);
  const int bits = devices::magnitudeBits(adcCodes(layer, adc));
  std::vector<devices::AdcDeviation> bank;
  for (int i = 0; i < converters; ++i) {
    bank.push_back(drawConverter(adc, bits, random,
                                 {static_cast<std::uint32_t>(array.index - layer.arrays[0].index), replica,
                                  static_cast<std::uint32_t>(i)}));
  }
  return bank;
}

/// Which converter reads a plane's column. On a shared array converters are counted on from the layers
/// before.
int converterOf(const mapping::LayerPlan& layer, const Plane& plane, int column, int converters) {
  const auto& levels = layer.levels;
  const int line = column * levels.slices + plane.slice;
  const bool isPair = !levels.pairSubtracted && levels.cellsPerSlice() == 2;
  const int before = layer.shared ? layer.shared->lineBegin : 0;
  return (before + (isPair ? 2 * line + (plane.polarity < 0 ? 1 : 0) : line)) % converters;
}

ColumnConverters columnsOf(const mapping::LayerPlan& layer, const Plane& plane,
                           const std::vector<devices::AdcDeviation>& bank) {
  ColumnConverters columns;
  columns.stride = plane.levels.paddedColumns();
  const auto padded = static_cast<std::size_t>(columns.stride);
  columns.gain.assign(padded, 1.0F);
  columns.offset.assign(padded, 0.0F);
  columns.bow.assign(padded, 0.0F);
  columns.levels.assign(bank[0].levels ? padded * bank[0].levels->size() : 0, 0.0F);
  columns.thresholds.assign(bank[0].thresholds.size() * padded, 0.0F);
  for (int c = 0; c < plane.levels.columns(); ++c) {
    const auto& own =
        bank[static_cast<std::size_t>(converterOf(layer, plane, c, static_cast<int>(bank.size())))];
    const auto at = static_cast<std::size_t>(c);
    columns.gain[at] = own.gain, columns.offset[at] = own.offset, columns.bow[at] = own.bow;
    for (std::size_t b = 0; own.levels && b < own.levels->size(); ++b) {
      columns.levels[b * padded + at] = (*own.levels)[b];
    }
    for (std::size_t k = 0; k < own.thresholds.size(); ++k) {
      columns.thresholds[k * padded + at] = own.thresholds[k];
    }
  }
  return columns;
}

}  // namespace

void drawConverters(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array, std::uint32_t replica,
                    const devices::AdcFormat& adc, const ChipMoment& moment, ProgrammedArray& programmed) {
  if (adc.isExact()) {
    return;
  }
  const int perCrossbar = adc.converters > 0 ? adc.converters : layer.options.array.columns;
  const auto bank = drawBank(layer, array, replica, adc, moment, perCrossbar * layer.crossbarsPerArray());
  for (auto& plane : programmed.planes) {
    plane.converters = columnsOf(layer, plane, bank);
  }
}

void drawConverters(const mapping::Plan& plan, const std::vector<LayerHardware>& hardware,
                    const ChipMoment& moment, ProgrammedChip& chip) {
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const auto& arrays = plan.layers[l].arrays;
    for (std::size_t a = 0; a < chip.layers[l].arrays.size(); ++a) {
      drawConverters(plan.layers[l], arrays[a % arrays.size()], static_cast<std::uint32_t>(a / arrays.size()),
                     hardware[l].adc, moment, chip.layers[l].arrays[a]);
    }
  }
}

}  // namespace ohmic::sim
