// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/sample_hold.h"

#include "sim/chip/tap.h"

namespace ohmic::sim {

SampleHold::SampleHold(const sc_core::sc_module_name& name, const ArrayContext& context)
    : sc_module(name), context_(context), inbox_(context.clock) {
  SC_HAS_PROCESS(SampleHold);
  SC_METHOD(run);
  dont_initialize();
  sensitive << inbox_.due();
}

void SampleHold::run() {
  inbox_.drain([&](ColumnSums& held) {
    tap(Place::sampleHold, held.sums);
    const ArrayWork& work = context_.work;
    const std::int64_t columns = static_cast<std::int64_t>(held.sums.size()) / work.passes;
    context_.events.samples += columns * work.total(&PhaseWork::reads);
    context_.events.integrations += columns * work.total(&PhaseWork::integrations);
    out->accept(held, context_.clock.now() + context_.timing.sampleHold);
  });
}

}  // namespace ohmic::sim
