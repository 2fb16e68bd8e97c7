// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/tile_cycles.h"

#include <algorithm>

#include "devices/converters/adc_kind.h"

namespace ohmic::sim {
namespace {

/// Sum over the pairs of a pass and the one behind it of what the two take together; behind the last pass
/// comes the first of the next operation.
std::int64_t overlapped(const ArrayTiming& timing, const ArrayWork& work) {
  std::int64_t cycles = 0;
  const std::size_t count = work.phases.size();
  const std::int64_t passes = work.passes / static_cast<std::int64_t>(count);  // of a phase
  for (std::size_t p = 0; p < count; ++p) {
    const std::int64_t back = backCycles(timing, work, work.phases[p]);
    const std::int64_t next = frontCycles(timing, work, work.phases[(p + 1) % count]);
    cycles += (passes - 1) * std::max(frontCycles(timing, work, work.phases[p]), back) + std::max(next, back);
  }
  return cycles;
}

/// Sum over all passes of what they take one after the other.
std::int64_t oneByOne(const ArrayTiming& timing, const ArrayWork& work) {
  std::int64_t cycles = allFrontCycles(timing, work);
  const std::int64_t passes = work.passes / static_cast<std::int64_t>(work.phases.size());
  for (const auto& phase : work.phases) {
    cycles += passes * backCycles(timing, work, phase);
  }
  return cycles;
}

}  // namespace

bool operator==(const PhaseWork& a, const PhaseWork& b) {
  return a.reads == b.reads && a.integrations == b.integrations && a.steps == b.steps;
}

std::int64_t ArrayWork::total(std::int64_t PhaseWork::*part) const {
  std::int64_t sum = 0;
  for (const auto& phase : phases) {
    sum += phase.*part;
  }
  return sum * (passes / static_cast<std::int64_t>(phases.size()));
}

ArrayWork arrayWork(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                    const ArrayTiming& timing, const devices::AdcFormat& adc) {
  ArrayWork work;
  work.passes = layer.passes(array);
  work.conversions = layer.conversions(array);
  work.converters = static_cast<std::int64_t>(timing.adcsPerArray) * layer.crossbarsPerArray();
  work.drains = layer.shared.has_value();
  work.groups = layer.rowGroups(array);
  if (timing.readsGiveCodes && timing.codesPerRead > 0) {
    const std::int64_t codes = timing.codesPerRead * layer.crossbarsPerArray();
    work.turns = (work.conversions + codes - 1) / codes;
  }
  work.phases.clear();
  for (int phase = 0; phase < layer.input.phases(); ++phase) {
    work.phases.push_back({layer.input.readsIn(phase), layer.input.integrationsIn(phase),
                           adc.ideal ? 1 : adc.kind->steps(adc.bits - layer.input.bitsAbove(phase))});
  }
  const auto isFirst = [&](const PhaseWork& phase) { return phase == work.phases.front(); };
  if (std::all_of(work.phases.begin(), work.phases.end(), isFirst)) {
    work.phases.resize(1);
  }
  return work;
}

std::int64_t conversionCycles(const ArrayTiming& timing, const PhaseWork& phase) {
  return timing.adc * phase.steps;
}

std::int64_t readCycles(const ArrayTiming& timing, const ArrayWork& work, const PhaseWork& phase) {
  return work.turns * (timing.read + (phase.reads - 1) * (timing.dac + timing.read)) +
         (phase.integrations - phase.reads) * timing.integration;
}

std::int64_t frontCycles(const ArrayTiming& timing, const ArrayWork& work, const PhaseWork& phase) {
  return timing.inputRegister + timing.dac + readCycles(timing, work, phase) + timing.sampleHold;
}

std::int64_t allFrontCycles(const ArrayTiming& timing, const ArrayWork& work) {
  std::int64_t cycles = 0;
  for (const auto& phase : work.phases) {
    cycles += frontCycles(timing, work, phase);
  }
  return cycles * (work.passes / static_cast<std::int64_t>(work.phases.size()));
}

std::int64_t backCycles(const ArrayTiming& timing, const ArrayWork& work, const PhaseWork& phase) {
  const std::int64_t add = timing.shiftAdd + timing.outputRegister;
  if (timing.readsGiveCodes) {
    return add;
  }
  const std::int64_t rounds = (work.conversions + work.converters - 1) / work.converters;
  const std::int64_t conversion = conversionCycles(timing, phase);
  return conversion + add + (rounds - 1) * std::max(conversion, add);
}

std::int64_t tileCycles(const ArrayTiming& timing, const ArrayWork& work) {
  if (!timing.pipelined) {
    return oneByOne(timing, work);
  }
  const std::int64_t first = frontCycles(timing, work, work.phases.front());
  const std::int64_t last = backCycles(timing, work, work.phases.back());
  return overlapped(timing, work) - std::max(first, last) + first + last;
}

std::int64_t tileInterval(const ArrayTiming& timing, const ArrayWork& work) {
  if (work.drains) {
    return tileCycles(timing, work);
  }
  return timing.pipelined ? overlapped(timing, work) : oneByOne(timing, work);
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
