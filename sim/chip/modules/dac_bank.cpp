// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/dac_bank.h"

#include <algorithm>
#include <functional>
#include <limits>

#include "sim/array/drive_kernel.h"
#include "sim/array/plain_read.h"
#include "sim/chip/tap.h"

namespace ohmic::sim {

DacBank::DacBank(const sc_core::sc_module_name& name, const ArrayContext& context)
    : sc_module(name), context_(context), drivesCodes_(context.arithmetic.input.drivesCodes()) {
  if (!context.arithmetic.dacErrors.none()) {
    drivers_.emplace(context.arithmetic, context.plan,
                     static_cast<std::uint32_t>(context.index / context.layer.arrays.size()),
                     devices::nodeHash(context.layer.name), context.moment);
  }
}

void DacBank::take(RowCodes& words) {
  const auto count = static_cast<std::size_t>(words.operations.count);
  const std::size_t ofPass = count * context_.driveStride();
  driven_.operations = words.operations;
  if (driven_.rows.size() != context_.work.passes * ofPass) {
    driven_.rows.assign(context_.work.passes * ofPass, 0);
    driven_.nominal.assign(drivers_ ? driven_.rows.size() : 0, 0);
    codes_.assign(drivesCodes_ ? 0 : ofPass, 0);
  }
  std::vector<std::int16_t>& nominal = drivers_ ? driven_.nominal : driven_.rows;
  const std::int16_t* const codes = place(words, drivesCodes_ ? nominal.data() : codes_.data());
  countWork(codes, words.operations.count);
  sumOffsets(codes, count);
  for (int phase = 0; phase < context_.phases(); ++phase) {
    drive(codes, &nominal[phase * context_.work.groups * ofPass], phase);
  }
  tap(Place::dac, driven_.rows);
  context_.events.dacConversions +=
      words.operations.count * context_.work.turns * readsOfARow() * context_.plan.rows * context_.crossbars;
  out->take(driven_);
}

/// Codes operation by operation, each followed by the zeros of driveStride(). @returns the first.
const std::int16_t* DacBank::place(const RowCodes& words, std::int16_t* codes) const {
  for (int index = 0; index < words.operations.count; ++index) {
    std::copy_n(words.of(index), context_.plan.rows,
                codes + static_cast<std::ptrdiff_t>(index) * context_.driveStride());
  }
  return codes;
}

void DacBank::sumOffsets(const std::int16_t* codes, std::size_t count) {
  driven_.codeSums.assign(count, 0);
  for (std::size_t index = 0; index < count && context_.arithmetic.offsetPerCode != 0.0; ++index) {
    driven_.codeSums[index] =
        sumCodes(context_.arithmetic.input, codes + index * context_.driveStride(), context_.plan.rows);
  }
}

/// Of all phases: a row is driven in one group's reads alone.
std::int64_t DacBank::readsOfARow() const {
  return context_.work.total(&PhaseWork::reads) / context_.work.groups;
}

/// What drives the rows in a phase, all operations together.
/// @param nominal  without the drivers' errors, in the phase's first pass.
void DacBank::drive(const std::int16_t* codes, std::int16_t* nominal, int phase) {
  const auto& input = context_.arithmetic.input;
  const Operations& operations = driven_.operations;
  const int stride = context_.driveStride();
  if (!drivesCodes_) {
    driveRows(codes, operations.count * stride, input, phase, nominal);
  }
  for (int index = 0; index < operations.count; ++index, nominal += stride) {
    if (input.offset() != 0) {  // drives a zero too: not behind the last row
      std::fill(nominal + context_.plan.rows, nominal + stride, std::int16_t{0});
    }
    if (drivers_) {
      std::int16_t* const driven = driven_.rows.data() + (nominal - driven_.nominal.data());
      drivers_->drive(nominal, operations.number, static_cast<std::uint32_t>(operations.of(index).position),
                      static_cast<std::uint32_t>(phase), driven);
      separateGroups(driven);
    }
    separateGroups(nominal);
  }
}

/// A phase's drives stand in its first read; each read keeps the rows of its group, all others are at 0 V.
void DacBank::separateGroups(std::int16_t* rows) const {
  if (context_.work.groups == 1) {
    return;
  }
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
void DacBank::countWork(const std::int16_t* codes, int count) {
  if (context_.plan.columnBegin != context_.layer.bands[context_.plan.band].columnBegin) {
    return;
  }
  const auto& input = context_.arithmetic.input;
  const int rows = context_.plan.rows, stride = context_.driveStride();
  std::int64_t* const work = &context_.counts.driveWork[context_.plan.rowBegin];
  sums_.assign(static_cast<std::size_t>(rows), 0);
  if (drivesCodes_ && isAmplitude(input.encoding)) {  // of at most 12 bits
    for (int index = 0; index < count; ++index, codes += stride) {
      for (int k = 0; k < rows; ++k) {
        sums_[static_cast<std::size_t>(k)] += static_cast<std::int32_t>(codes[k]) * codes[k];
      }
    }
    std::transform(sums_.begin(), sums_.end(), work, work, std::plus<>());
    return;
  }
  const int most = static_cast<int>(std::numeric_limits<std::int32_t>::max() /
                                    std::max<std::int64_t>(input.greatestWork(), 1));
  work_.resize(static_cast<std::size_t>(count) * stride);
  workOf(codes, count * stride, input, work_.data());
  for (int first = 0; first < count; first += most) {
    sumStrided(&work_[static_cast<std::size_t>(first) * stride], stride, std::min(most, count - first), rows,
               sums_.data());
    std::transform(sums_.begin(), sums_.end(), work, work, std::plus<>());
  }
}

}  // namespace ohmic::sim
