// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/shift_add.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "sim/array/column/store_kernel.h"
#include "sim/array/plain_read.h"
#include "sim/chip/tap.h"

namespace ohmic::sim {

void ShiftAdd::take(Codes& words) {
  const auto operations = static_cast<std::size_t>(words.operations.count);
  const auto outputs = static_cast<std::size_t>(context_.plan.columns);
  sums_.operations = words.operations;
  sums_.array = context_.index;
  sums_.sums.resize(operations * outputs);
  const std::int64_t* codes = words.codes.data();
  for (const auto& plane : context_.programmed.planes) {
    for (int pass = 0; pass < context_.work.passes; ++pass) {
      add(plane, pass / static_cast<int>(context_.work.groups), codes, codes == words.codes.data());
      codes += operations * plane.levels.columns();
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

/// A plane's codes in a phase, of all operations. @param begins  the sums hold nothing yet.
void ShiftAdd::add(const Plane& plane, int phase, const std::int64_t* codes, bool begins) {
  const int columns = plane.levels.columns(), outputs = context_.plan.columns;
  const LayerArithmetic& arithmetic = context_.arithmetic;
  const std::int64_t weight = arithmetic.weight(plane.slice, phase) * (plane.polarity < 0 ? -1 : 1);
  if (columns == outputs && !arithmetic.idealAdc &&
      std::abs(weight) <= std::numeric_limits<std::int32_t>::max()) {
    addWeighted(codes, weight, static_cast<std::ptrdiff_t>(sums_.sums.size()), begins, sums_.sums.data());
    return;
  }
  if (begins) {
    std::fill(sums_.sums.begin(), sums_.sums.end(), 0);
  }
  for (std::size_t first = 0; first < sums_.sums.size(); first += outputs, codes += columns) {
    addCodes(arithmetic, plane, phase, codes, &sums_.sums[first]);
  }
}

}  // namespace ohmic::sim
