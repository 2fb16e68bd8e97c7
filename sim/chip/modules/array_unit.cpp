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
      toCodes_(tileCycles(context.timing, context.work) - context.timing.inputRegister -
               context.timing.shiftAdd - context.timing.outputRegister),
      interval_(tileInterval(context.timing, context.work)) {
  dac_.out(crossbar_);
  crossbar_.out(sampleHold_);
  sampleHold_.out(adc_);
  adc_.out(shiftAdd_);
  shiftAdd_.out(*this);

  SC_HAS_PROCESS(ArrayUnit);
  SC_METHOD(run);
  dont_initialize();
  sensitive << converted_;
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
  if (due_.empty()) {
    context_.clock.notifyAt(converted_, cycle + toCodes_);
  }
  due_.push_back(cycle + toCodes_);
}

void ArrayUnit::run() {
  const std::int64_t now = context_.clock.now();
  while (!due_.empty() && due_.front() <= now) {
    due_.pop_front();
    send(now + context_.timing.shiftAdd + context_.timing.outputRegister);
  }
  if (!due_.empty()) {
    context_.clock.notifyAt(converted_, due_.front());
  }
}

/// The next operation's sums, there at a cycle.
void ArrayUnit::send(std::int64_t cycle) {
  const PartialSums& first = sums_.front();
  const auto index = static_cast<std::size_t>(sent_);
  out->accept({first.operations.of(sent_), context_.index, &first.sums[index * context_.plan.columns],
               first.offsets[index]},
              cycle);
  if (++sent_ == first.operations.count) {
    used_.push_back(std::move(sums_.front()));
    sums_.pop_front();
    sent_ = 0;
  }
}

}  // namespace ohmic::sim
