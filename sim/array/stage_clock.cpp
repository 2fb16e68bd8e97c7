// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/stage_clock.h"

namespace ohmic::sim {

thread_local StageClock* StageClock::running = nullptr;

StageClock::StageClock() : first_(tick()), since_(first_) { running = this; }

StageClock::~StageClock() { running = nullptr; }

std::array<double, kStages> StageClock::seconds(double age) {
  enter(current_);
  const double perTick = since_ > first_ ? age / static_cast<double>(since_ - first_) : 0.0;
  std::array<double, kStages> seconds{};
  for (std::size_t s = 0; s < kStages; ++s) {
    seconds[s] = static_cast<double>(ticks_[s]) * perTick;
  }
  return seconds;
}

}  // namespace ohmic::sim
