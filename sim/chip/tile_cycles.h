// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "devices/converters/adc.h"
#include "mapping/plan.h"
#include "sim/chip/chip_model.h"

namespace ohmic::sim {

/// What a phase of the input asks of an array, in each of its passes.
struct PhaseWork {
  std::int64_t reads = 1;         ///< of the array: bits accumulated before the converter
  std::int64_t integrations = 1;  ///< of a column's samples: mapping::InputCodes::integrationsIn()
  std::int64_t steps = 1;         ///< of a conversion (devices::AdcKind::steps())
};
[[nodiscard]] bool operator==(const PhaseWork& a, const PhaseWork& b);

/// What one operation of an array (one position, all its passes) asks of the units around it.
struct ArrayWork {
  std::int64_t passes = 1;       ///< reads, one after the other: phases of the input, in each groups of rows
  std::int64_t conversions = 1;  ///< columns converted after each read
  std::int64_t converters = 1;   ///< that share them
  bool drains = false;           ///< the last code is there before the next operation: shared arrays
  std::int64_t groups = 1;       ///< of rows, read one after the other in each phase
  std::int64_t turns = 1;        ///< reads of a macro for the codes of one pass
  std::vector<PhaseWork> phases = {PhaseWork{}};  ///< one for all of them, or one each

  [[nodiscard]] const PhaseWork& ofPass(std::int64_t pass) const {
    return phases[phases.size() == 1 ? 0 : static_cast<std::size_t>(pass / groups)];
  }
  /// Sum over all passes, as &PhaseWork::reads.
  [[nodiscard]] std::int64_t total(std::int64_t PhaseWork::*part) const;
};

/// @param adc  the layer's converters.
[[nodiscard]] ArrayWork arrayWork(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                                  const ArrayTiming& timing, const devices::AdcFormat& adc);

/// Cycles of one conversion, step by step.
[[nodiscard]] std::int64_t conversionCycles(const ArrayTiming& timing, const PhaseWork& phase);

/// Cycles in which the array settles in one pass; what is accumulated before the converter drives it again
/// for each read, and is integrated again for its weight. A macro is read for as many codes as it gives.
///
///     turns (read + (reads - 1) (dac + read)) + (integrations - reads) integration
[[nodiscard]] std::int64_t readCycles(const ArrayTiming& timing, const ArrayWork& work,
                                      const PhaseWork& phase);

/// Cycles of one pass before the converters: input register, DAC, array, sample-and-hold.
[[nodiscard]] std::int64_t frontCycles(const ArrayTiming& timing, const ArrayWork& work,
                                       const PhaseWork& phase);

/// The same of all passes.
[[nodiscard]] std::int64_t allFrontCycles(const ArrayTiming& timing, const ArrayWork& work);

/// Cycles of one read behind the sample-and-hold; where a read gives codes the addition alone. The last
/// conversion's shift-and-add and output register follow it; before that, the slower of conversion and
/// addition sets the pace.
///
///     back = adc + sa + ob + (ceil(columns / converters) - 1) * max(adc, sa + ob)
///     adc = conversionCycles()
[[nodiscard]] std::int64_t backCycles(const ArrayTiming& timing, const ArrayWork& work,
                                      const PhaseWork& phase);

/// Cycles of one operation of an idle array.
///
///     pipelined: front + back + (passes - 1) * max(front, back)        otherwise: passes * (front + back)
///
/// Where phases differ, each pass overlaps with the one before it: front of the first, max(front of a pass,
/// back of the one before) for each other, back of the last.
///
/// Source  pimsim-nn, XbarArray.cpp, with the array's time rounded up. Every row has a DAC of its own, so a
/// pass
///         drives all rows: sharing DACs would convert partial sums, which are other values.
[[nodiscard]] std::int64_t tileCycles(const ArrayTiming& timing, const ArrayWork& work);

/// Cycles after which a busy array takes the next operation: what throughput is made of.
[[nodiscard]] std::int64_t tileInterval(const ArrayTiming& timing, const ArrayWork& work);

/// Cycles that a layer's arrays need for one image when nothing keeps them waiting: positions of the busiest
/// replica times the slowest array's interval.
[[nodiscard]] std::int64_t layerInterval(const mapping::LayerPlan& layer, const ArrayTiming& timing,
                                         const devices::AdcFormat& adc);

}  // namespace ohmic::sim
