// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

namespace ohmic::sim {

/// A unit that serves one request at a time, in the order in which they are made.
class Reservation {
 public:
  /// @returns the cycle at which a request that is there at @p cycle has been served.
  std::int64_t take(std::int64_t cycle, std::int64_t cycles) {
    free_ = std::max(free_, cycle) + cycles;
    busy_ += cycles;
    return free_;
  }

  [[nodiscard]] std::int64_t busyCycles() const { return busy_; }

 private:
  std::int64_t free_ = 0;
  std::int64_t busy_ = 0;
};

}  // namespace ohmic::sim
