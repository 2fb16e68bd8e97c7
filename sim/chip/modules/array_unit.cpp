// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/array_unit.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ohmic::sim {

ArrayUnit::ArrayUnit(const sc_core::sc_module_name& name, const ArrayContext& context)
    : sc_module(name),
      context_(context),
      dac_("dac", context_),
      crossbar_("crossbar", context_),
      sampleHold_("sample_hold", context_),
      adc_("adc", context_),
      shiftAdd_("shift_add", context_),
      interval_(tileInterval(context.timing, context.work)) {
  dac_.out(crossbar_);
  crossbar_.out(sampleHold_);
  sampleHold_.out(adc_);
  adc_.out(shiftAdd_);
  shiftAdd_.out(*this);

  const ArrayTiming& timing = context.timing;
  const PhaseWork& first = context.work.phases.front();
  cycles_[kDac] = timing.dac;
  cycles_[kCrossbar] = readCycles(timing, context.work, first);
  cycles_[kSampleHold] = timing.sampleHold;
  cycles_[kShiftAdd] = timing.shiftAdd + timing.outputRegister;
  // from the first held read to the last code of the last
  cycles_[kAdc] =
      tileCycles(timing, context.work) - frontCycles(timing, context.work, first) - cycles_[kShiftAdd];

  for (std::size_t unit = 0; unit < kUnits; ++unit) {
    reached_.emplace_back(context_.clock);
  }
  SC_HAS_PROCESS(ArrayUnit);
  SC_METHOD(atDac);
  dont_initialize();
  sensitive << reached_[kDac].due();
  SC_METHOD(atCrossbar);
  dont_initialize();
  sensitive << reached_[kCrossbar].due();
  SC_METHOD(atSampleHold);
  dont_initialize();
  sensitive << reached_[kSampleHold].due();
  SC_METHOD(atAdc);
  dont_initialize();
  sensitive << reached_[kAdc].due();
  SC_METHOD(atShiftAdd);
  dont_initialize();
  sensitive << reached_[kShiftAdd].due();
}

void ArrayUnit::take(PartialSums& words) {
  loaded_ += words.operations.count;
  if (used_.empty()) {
    used_.emplace_back();
  }
  std::swap(used_.back(), words);
  sums_.push_back(std::move(used_.back()));
  used_.pop_back();
}

void ArrayUnit::start(std::int64_t cycle) {
  if (cycle < free_ || loaded_ == 0) {
    throw std::logic_error(std::string(name()) +
                           (loaded_ == 0 ? ": started without codes" : ": driven while busy"));
  }
  --loaded_;
  free_ = cycle + interval_;
  reached_[kDac].push(cycle);
}

/// To the next unit.
void ArrayUnit::passOn(Unit from, Unit to) {
  const std::int64_t there = context_.clock.now() + cycles_[from];
  reached_[from].drain([&](const Arrived& /*operation*/) { reached_[to].push(there); });
}

void ArrayUnit::atShiftAdd() {
  reached_[kShiftAdd].drain([&](const Arrived& /*operation*/) { send(); });
}

/// The next operation's sums, shifted and added.
void ArrayUnit::send() {
  const PartialSums& first = sums_.front();
  const auto index = static_cast<std::size_t>(sent_);
  out->accept({first.operations.of(sent_), context_.index, &first.sums[index * context_.plan.columns],
               first.offsets[index]},
              context_.clock.now() + cycles_[kShiftAdd]);
  if (++sent_ == first.operations.count) {
    used_.push_back(std::move(sums_.front()));
    sums_.pop_front();
    sent_ = 0;
  }
}

}  // namespace ohmic::sim
