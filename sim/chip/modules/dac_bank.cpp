// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/dac_bank.h"

#include <algorithm>
#include <stdexcept>

#include "sim/array/drive_kernel.h"
#include "sim/array/plain_read.h"
#include "sim/chip/tap.h"

namespace ohmic::sim {
namespace {

/// Whether a row is driven by its code as it is, in amplitude: codes of at most 12 bits.
bool drivesCodes(const mapping::InputCodes& input) {
  return isAmplitude(input.encoding) && !input.isTwoPhase() && input.offset() == 0;
}

}  // namespace

DacBank::DacBank(const sc_core::sc_module_name& name, const ArrayContext& context)
    : sc_module(name),
      context_(context),
      inbox_(context.clock),
      interval_(tileInterval(context.timing, context.work)),
      drivesCodes_(drivesCodes(context.arithmetic.input)) {
  driven_.rows.assign(static_cast<std::size_t>(context.work.passes) * context.driveStride(), 0);
  if (!context.arithmetic.dacErrors.none()) {
    driven_.nominal = driven_.rows;
    drivers_.emplace(context.arithmetic, context.plan,
                     static_cast<std::uint32_t>(context.index / context.layer.arrays.size()),
                     devices::nodeHash(context.layer.name), context.moment);
  }

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
    free_ = now + interval_;
    drive(codes);
    tap(Place::dac, driven_.rows);
    countWork(codes);
    context_.events.dacConversions +=
        context_.work.turns * readsOfARow() * context_.plan.rows * context_.crossbars;
    out->accept(driven_, now + context_.timing.dac);
  });
}

/// Of all phases: a row is driven in one group's reads alone.
std::int64_t DacBank::readsOfARow() const {
  return context_.work.total(&PhaseWork::reads) / context_.work.groups;
}

void DacBank::drive(const RowCodes& codes) {
  const auto& input = context_.arithmetic.input;
  driven_.operation = codes.operation;
  driven_.codeSum = sumCodes(input, codes.codes.data(), context_.plan.rows);
  for (int phase = 0; phase < context_.phases(); ++phase) {
    const std::size_t first = static_cast<std::size_t>(phase * context_.work.groups) * context_.driveStride();
    std::int16_t* nominal = drivers_ ? &driven_.nominal[first] : &driven_.rows[first];
    if (drivesCodes_) {
      std::copy_n(codes.codes.begin(), context_.plan.rows, nominal);
    } else {
      driveRows(codes.codes.data(), context_.plan.rows, input, phase, nominal);
    }
    if (drivers_) {
      drivers_->drive(nominal, codes.operation.number, static_cast<std::uint32_t>(codes.operation.position),
                      static_cast<std::uint32_t>(phase), &driven_.rows[first]);
      separateGroups(nominal);
    }
    separateGroups(&driven_.rows[first]);
  }
}

/// A phase's drives stand in its first read; each read keeps the rows of its group, all others are at 0 V.
void DacBank::separateGroups(std::int16_t* rows) {
  const std::ptrdiff_t stride = context_.driveStride();
  for (int index = static_cast<int>(context_.work.groups) - 1; index >= 0; --index) {
    const mapping::RowGroup group = context_.layer.rowGroup(context_.plan, index);
    std::int16_t* const own = rows + index * stride;
    if (index > 0) {
      std::fill_n(own, context_.plan.rows, std::int16_t{0});
      std::copy_n(rows + group.begin, group.rows, own + group.begin);
    } else {
      std::fill(own + group.end(), own + context_.plan.rows, std::int16_t{0});
    }
  }
}

/// Column blocks share their rows: the first one of a band counts them.
void DacBank::countWork(const RowCodes& codes) {
  if (context_.plan.columnBegin != context_.layer.bands[context_.plan.band].columnBegin) {
    return;
  }
  std::int64_t* work = &context_.counts.driveWork[context_.plan.rowBegin];
  if (drivesCodes_) {
    for (int k = 0; k < context_.plan.rows; ++k) {
      work[k] += static_cast<std::int32_t>(codes.codes[k]) * codes.codes[k];
    }
    return;
  }
  work_.resize(codes.codes.size());
  workOf(codes.codes.data(), context_.plan.rows, context_.arithmetic.input, work_.data());
  for (int k = 0; k < context_.plan.rows; ++k) {
    work[k] += work_[static_cast<std::size_t>(k)];
  }
}

}  // namespace ohmic::sim
