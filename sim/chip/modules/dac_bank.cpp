// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/dac_bank.h"

#include <stdexcept>

#include "sim/chip/tap.h"

namespace ohmic::sim {

DacBank::DacBank(const sc_core::sc_module_name& name, const ArrayContext& context)
    : sc_module(name), context_(context), inbox_(context.clock) {
  driven_.rows.assign(static_cast<std::size_t>(context.work.passes) * context.driveStride(), 0);

  SC_HAS_PROCESS(DacBank);
  SC_METHOD(run);
  dont_initialize();
  sensitive << inbox_.due();
}

void DacBank::run() {
  inbox_.drain([&](const RowCodes& codes) {
    const std::int64_t now = context_.clock.now();
    if (now < free_) {
      throw std::logic_error(std::string(name()) + ": driven while busy");
    }
    free_ = now + tileInterval(context_.timing, context_.work);
    drive(codes);
    tap(Place::dac, driven_.rows);
    countSquares();
    context_.events.dacConversions += context_.work.passes * context_.plan.rows * context_.crossbars;
    out->accept(driven_, now + context_.timing.dac);
  });
}

void DacBank::drive(const RowCodes& codes) {
  driven_.operation = codes.operation;
  for (int phase = 0; phase < context_.work.passes; ++phase) {
    std::int16_t* rows = &driven_.rows[static_cast<std::size_t>(phase) * context_.driveStride()];
    for (int k = 0; k < context_.plan.rows; ++k) {
      rows[k] = context_.arithmetic.drive(codes.codes[k], phase);
    }
  }
}

/// Column blocks share their rows: the first one of a band counts them.
void DacBank::countSquares() {
  if (context_.plan.columnBegin != context_.layer.bands[context_.plan.band].columnBegin) {
    return;
  }
  std::int64_t* squares = &context_.counts.driveSquares[context_.plan.rowBegin];
  for (int phase = 0; phase < context_.work.passes; ++phase) {
    const std::int16_t* rows = &driven_.rows[static_cast<std::size_t>(phase) * context_.driveStride()];
    for (int k = 0; k < context_.plan.rows; ++k) {
      squares[k] += static_cast<std::int32_t>(rows[k]) * rows[k];
    }
  }
}

}  // namespace ohmic::sim
