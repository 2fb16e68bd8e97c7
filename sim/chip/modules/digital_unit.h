// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <systemc>

#include "sim/chip/modules/chip_context.h"
#include "sim/chip/modules/reservation.h"

namespace ohmic::sim {

/// Computes on activations and sums.
class DigitalPort : public virtual sc_core::sc_interface {
 public:
  /// When an operation's last element has entered, and when its result leaves.
  struct Served {
    std::int64_t entered = 0;
    std::int64_t done = 0;
  };
  /// @param cycle       from which the operands are there.
  /// @param operations  0: the numbers only pass.
  /// @param what        what is computed, for the timeline.
  virtual Served serve(std::int64_t cycle, std::int64_t operations, const std::string& what) = 0;
};

/// A tile's digital unit: some operations start in each cycle, all kinds share them.
class DigitalUnit : public sc_core::sc_module, public DigitalPort {
 public:
  DigitalUnit(const sc_core::sc_module_name& name, ChipContext& context, int tile)
      : sc_module(name),
        timeline_(context.timeline),
        timing_(context.model().digital),
        track_(context.timeline.addTrack("tile_" + std::to_string(tile), "digital")) {}

  Served serve(std::int64_t cycle, std::int64_t operations, const std::string& what) override {
    if (operations == 0) {
      return {cycle, cycle};
    }
    const std::int64_t cycles = (operations + timing_.lanes - 1) / timing_.lanes;
    const std::int64_t entered = lanes_.take(cycle, cycles);
    timeline_.extend(track_, what, entered - cycles, entered);
    return {entered, entered + timing_.latency};
  }
  [[nodiscard]] std::int64_t busyCycles() const { return lanes_.busyCycles(); }

 private:
  Timeline& timeline_;
  const DigitalTiming& timing_;
  std::size_t track_;
  Reservation lanes_;
};

}  // namespace ohmic::sim
