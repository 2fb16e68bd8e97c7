// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <systemc>

namespace ohmic::sim {

/// Cycles of the chip's clock as SystemC time. The kernel's resolution is 1 fs.
class Clock {
 public:
  /// @param period  seconds, at least 1 fs.
  explicit Clock(double period)
      : period_(sc_core::sc_time::from_value(
            static_cast<sc_core::sc_time::value_type>(std::llround(period * 1e15)))) {}

  [[nodiscard]] std::int64_t now() const {
    return static_cast<std::int64_t>(sc_core::sc_time_stamp().value() / period_.value());
  }

  /// Notify at a cycle that is not in the past, unless an earlier notification is pending.
  void notifyAt(sc_core::sc_event& event, std::int64_t cycle) const {
    const auto cycles = static_cast<sc_core::sc_time::value_type>(cycle - now());
    event.notify(sc_core::sc_time::from_value(cycles * period_.value()));
  }

 private:
  sc_core::sc_time period_;
};

}  // namespace ohmic::sim
