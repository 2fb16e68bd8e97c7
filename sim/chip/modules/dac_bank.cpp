// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/dac_bank.h"

#include <algorithm>

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
    : sc_module(name), context_(context), drivesCodes_(drivesCodes(context.arithmetic.input)) {
  if (!context.arithmetic.dacErrors.none()) {
    drivers_.emplace(context.arithmetic, context.plan,
                     static_cast<std::uint32_t>(context.index / context.layer.arrays.size()),
                     devices::nodeHash(context.layer.name), context.moment);
  }
}

void DacBank::take(RowCodes& words) {
  const auto count = static_cast<std::size_t>(words.operations.count);
  driven_.operations = words.operations;
  const std::size_t size = context_.work.passes * count * context_.driveStride();
  if (driven_.rows.size() != size) {
    driven_.rows.assign(size, 0);
    driven_.nominal.assign(drivers_ ? size : 0, 0);
  }
  driven_.codeSums.assign(count, 0);
  for (int index = 0; index < words.operations.count; ++index) {
    drive(words, index);
  }
  tap(Place::dac, driven_.rows);
  countWork(words);
  context_.events.dacConversions +=
      words.operations.count * context_.work.turns * readsOfARow() * context_.plan.rows * context_.crossbars;
  out->take(driven_);
}

/// Of all phases: a row is driven in one group's reads alone.
std::int64_t DacBank::readsOfARow() const {
  return context_.work.total(&PhaseWork::reads) / context_.work.groups;
}

void DacBank::drive(const RowCodes& words, int index) {
  const auto& input = context_.arithmetic.input;
  const std::int16_t* const codes = words.of(index);
  const Operation operation = words.operations.of(index);
  if (context_.arithmetic.offsetPerCode != 0.0) {
    driven_.codeSums[static_cast<std::size_t>(index)] = sumCodes(input, codes, context_.plan.rows);
  }
  for (int phase = 0; phase < context_.phases(); ++phase) {
    const std::size_t pass = static_cast<std::size_t>(phase) * context_.work.groups;
    const std::size_t first = (pass * words.operations.count + index) * context_.driveStride();
    std::int16_t* nominal = drivers_ ? &driven_.nominal[first] : &driven_.rows[first];
    if (drivesCodes_) {
      std::copy_n(codes, context_.plan.rows, nominal);
    } else {
      driveRows(codes, context_.plan.rows, input, phase, nominal);
    }
    if (drivers_) {
      drivers_->drive(nominal, operation.number, static_cast<std::uint32_t>(operation.position),
                      static_cast<std::uint32_t>(phase), &driven_.rows[first]);
      separateGroups(nominal);
    }
    separateGroups(&driven_.rows[first]);
  }
}

/// A phase's drives stand in its first read; each read keeps the rows of its group, all others are at 0 V.
void DacBank::separateGroups(std::int16_t* rows) {
  const std::ptrdiff_t stride =
      static_cast<std::ptrdiff_t>(driven_.operations.count) * context_.driveStride();
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
void DacBank::countWork(const RowCodes& words) {
  if (context_.plan.columnBegin != context_.layer.bands[context_.plan.band].columnBegin) {
    return;
  }
  const auto rows = static_cast<std::size_t>(context_.plan.rows);
  std::int64_t* work = &context_.counts.driveWork[context_.plan.rowBegin];
  work_.resize(rows);
  sums_.assign(rows, 0);
  for (int index = 0; index < words.operations.count; ++index) {
    const std::int16_t* const codes = words.of(index);
    if (drivesCodes_) {
      for (std::size_t k = 0; k < rows; ++k) {
        sums_[k] += static_cast<std::int32_t>(codes[k]) * codes[k];
      }
      continue;
    }
    workOf(codes, context_.plan.rows, context_.arithmetic.input, work_.data());
    for (std::size_t k = 0; k < rows; ++k) {
      work[k] += work_[k];
    }
  }
  for (std::size_t k = 0; k < rows; ++k) {
    work[k] += sums_[k];
  }
}

}  // namespace ohmic::sim
