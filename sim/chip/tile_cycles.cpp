// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/tile_cycles.h"

#include <algorithm>

#include "devices/converters/adc_kind.h"

namespace ohmic::sim {

ArrayWork arrayWork(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                    const ArrayTiming& timing, const devices::AdcFormat& adc) {
  return {layer.passes(array),
          layer.conversions(array),
          static_cast<std::int64_t>(timing.adcsPerArray) * layer.crossbarsPerArray(),
          layer.input.readsPerPhase(),
          layer.shared.has_value(),
          adc.ideal ? 1 : adc.kind->steps(adc.bits),
          layer.rowGroups(array)};
}

std::int64_t conversionCycles(const ArrayTiming& timing, const ArrayWork& work) {
  return timing.adc * work.steps;
}

std::int64_t readCycles(const ArrayTiming& timing, const ArrayWork& work) {
  return timing.read + (work.reads - 1) * (timing.dac + timing.read);
}

std::int64_t frontCycles(const ArrayTiming& timing, const ArrayWork& work) {
  return timing.inputRegister + timing.dac + readCycles(timing, work) + timing.sampleHold;
}

std::int64_t backCycles(const ArrayTiming& timing, const ArrayWork& work) {
  const std::int64_t add = timing.shiftAdd + timing.outputRegister;
  if (timing.readsGiveCodes) {
    return add;
  }
  const std::int64_t rounds = (work.conversions + work.converters - 1) / work.converters;
  const std::int64_t conversion = conversionCycles(timing, work);
  return conversion + add + (rounds - 1) * std::max(conversion, add);
}

std::int64_t tileCycles(const ArrayTiming& timing, const ArrayWork& work) {
  const std::int64_t front = frontCycles(timing, work);
  const std::int64_t back = backCycles(timing, work);
  return timing.pipelined ? front + back + (work.passes - 1) * std::max(front, back)
                          : work.passes * (front + back);
}

std::int64_t tileInterval(const ArrayTiming& timing, const ArrayWork& work) {
  if (work.drains) {
    return tileCycles(timing, work);
  }
  const std::int64_t front = frontCycles(timing, work);
  const std::int64_t back = backCycles(timing, work);
  return work.passes * (timing.pipelined ? std::max(front, back) : front + back);
}

std::int64_t layerInterval(const mapping::LayerPlan& layer, const ArrayTiming& timing,
                           const devices::AdcFormat& adc) {
  std::int64_t slowest = 0;
  for (const auto& array : layer.arrays) {
    slowest = std::max(slowest, tileInterval(timing, arrayWork(layer, array, timing, adc)));
  }
  return (layer.patch.positions() + layer.replicas - 1) / layer.replicas * slowest;
}

}  // namespace ohmic::sim
