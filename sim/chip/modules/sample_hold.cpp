// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/sample_hold.h"

#include "sim/chip/tap.h"

namespace ohmic::sim {

void SampleHold::take(ColumnSums& words) {
  tap(Place::sampleHold, words.sums);
  const ArrayWork& work = context_.work;
  std::int64_t columns = 0;
  for (const auto& plane : context_.programmed.planes) {
    columns += plane.levels.columns();
  }
  context_.events.samples += words.operations.count * columns * work.total(&PhaseWork::reads);
  context_.events.integrations += words.operations.count * columns * work.total(&PhaseWork::integrations);
  out->take(words);
}

}  // namespace ohmic::sim
