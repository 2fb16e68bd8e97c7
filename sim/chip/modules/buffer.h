// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/chip/modules/chip_context.h"
#include "sim/chip/modules/held_activation.h"
#include "sim/chip/modules/inbox.h"
#include "sim/chip/modules/reservation.h"

namespace ohmic::sim {

/// A tile's memory for activations, with one port for all its readers and writers.
class Buffer : public sc_core::sc_module {
 public:
  Buffer(const sc_core::sc_module_name& name, ChipContext& context, int tile);

  HeldActivation& hold(const RowLayout& layout, const Destination& destination);

  /// @param what  "read" or "write".
  /// @returns     the cycle at which the port has moved the bits for a request made now.
  std::int64_t usePort(std::int64_t bits, const char* what);
  [[nodiscard]] std::int64_t now() const { return context_.agenda.now(); }
  void write(HeldActivation& held, const ActivationRows& rows, std::int64_t cycle);
  /// So many more bits are held.
  void changeFill(std::int64_t bits) { context_.timeline.change(fill_, now(), bits); }
  [[nodiscard]] const ChipModel& model() const { return context_.model(); }
  [[nodiscard]] std::int64_t busyCycles() const { return port_.busyCycles(); }

 private:
  struct Write {
    HeldActivation* held = nullptr;
    bool written = false;  ///< by the port
    Arrival arrival;
    ActivationRows rows;
  };
  void run();

  ChipContext& context_;
  const BufferTiming& timing_;
  std::size_t track_;
  std::size_t fill_;  ///< its counter
  Reservation port_;
  Turn turn_;
  Inbox<Write> inbox_;
  std::vector<std::unique_ptr<HeldActivation>> held_;
};

}  // namespace ohmic::sim
