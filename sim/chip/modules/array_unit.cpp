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
      turn_(context.agenda, Rank::array, context.number, [this] { run(); }),
      cycles_(tileCycles(context.timing, context.work) - context.timing.inputRegister),
      interval_(tileInterval(context.timing, context.work)) {
  dac_.out(crossbar_);
  crossbar_.out(sampleHold_);
  sampleHold_.out(adc_);
  adc_.out(shiftAdd_);
  shiftAdd_.out(*this);
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
  leaving_.push_back(cycle + cycles_);
  turn_.wakeAt(leaving_.front());
}

void ArrayUnit::run() {
  while (!leaving_.empty() && leaving_.front() <= context_.agenda.now()) {
    send();
  }
  if (!leaving_.empty()) {
    turn_.wakeAt(leaving_.front());
  }
}

/// The sums of the operation that started first.
void ArrayUnit::send() {
  const PartialSums& first = sums_.front();
  const auto index = static_cast<std::size_t>(sent_);
  out->accept({first.operations.of(sent_), context_.index, &first.sums[index * context_.plan.columns],
               first.offsets[index]},
              leaving_.front());
  leaving_.pop_front();
  if (++sent_ == first.operations.count) {
    used_.push_back(std::move(sums_.front()));
    sums_.pop_front();
    sent_ = 0;
  }
}

}  // namespace ohmic::sim
