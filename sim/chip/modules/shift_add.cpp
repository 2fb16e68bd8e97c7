// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/shift_add.h"

#include "sim/array/plain_read.h"
#include "sim/chip/tap.h"

namespace ohmic::sim {

void ShiftAdd::take(Codes& words) {
  const auto operations = static_cast<std::size_t>(words.operations.count);
  const auto outputs = static_cast<std::size_t>(context_.plan.columns);
  sums_.operations = words.operations;
  sums_.sums.assign(operations * outputs, 0);
  const std::int64_t* code = words.codes.data();
  for (const auto& plane : context_.programmed.planes) {
    for (int pass = 0; pass < context_.work.passes; ++pass) {
      const int phase = pass / static_cast<int>(context_.work.groups);
      for (std::size_t index = 0; index < operations; ++index, code += plane.levels.columns()) {
        addCodes(context_.arithmetic, plane, phase, code, &sums_.sums[index * outputs]);
      }
    }
  }
  sums_.offsets.clear();
  for (const std::int64_t codeSum : words.codeSums) {
    sums_.offsets.push_back(context_.arithmetic.offsetOf(codeSum));
  }
  tap(Place::shiftAdd, sums_.sums);
  context_.events.shiftAdds += static_cast<std::int64_t>(words.codes.size());
  out->take(sums_);
}

}  // namespace ohmic::sim
