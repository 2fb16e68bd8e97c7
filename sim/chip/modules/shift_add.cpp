// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/shift_add.h"

#include "sim/array/plain_read.h"
#include "sim/chip/tap.h"

namespace ohmic::sim {

ShiftAdd::ShiftAdd(const sc_core::sc_module_name& name, const ArrayContext& context)
    : sc_module(name), context_(context), inbox_(context.clock) {
  sum_.array = context.index;

  SC_HAS_PROCESS(ShiftAdd);
  SC_METHOD(run);
  dont_initialize();
  sensitive << inbox_.due();
}

void ShiftAdd::run() {
  inbox_.drain([&](const Codes& codes) {
    sum_.operation = codes.operation;
    sum_.sums.assign(static_cast<std::size_t>(context_.plan.columns), 0);
    const std::int64_t* code = codes.codes.data();
    for (const auto& plane : context_.programmed.planes) {
      for (int pass = 0; pass < context_.work.passes; ++pass) {
        const int phase = pass / static_cast<int>(context_.work.groups);
        addCodes(context_.arithmetic, plane, phase, code, sum_.sums.data());
        code += plane.levels.columns();
      }
    }
    sum_.offset = context_.arithmetic.offsetOf(codes.codeSum);
    tap(Place::shiftAdd, sum_.sums);
    context_.events.shiftAdds += static_cast<std::int64_t>(codes.codes.size());
    out->accept(sum_, context_.clock.now() + context_.timing.shiftAdd + context_.timing.outputRegister);
  });
}

}  // namespace ohmic::sim
