// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/chip/modules/buffer.h"
#include "sim/chip/modules/chip_context.h"
#include "sim/chip/modules/mesh.h"

namespace ohmic::sim {

/// Where a node puts its results.
class ResultPort : public Receiver<ActivationRows> {
 public:
  /// Whether every reader has room for an image.
  [[nodiscard]] virtual bool hasRoom(std::int64_t image) const = 0;
  /// Announce who puts results here, before the simulation: woken when there may be more room.
  virtual void addWriter(Turn& writer) = 0;
};

/// A value's output register: sends its rows to the buffers that hold it and to the host.
class Outlet : public sc_core::sc_module, public ResultPort {
 public:
  sc_core::sc_port<MessagePort> mesh;
  sc_core::sc_port<Receiver<ActivationRows>, 1, sc_core::SC_ZERO_OR_MORE_BOUND> host;

  /// @param value  index in Graph::values.
  /// @param layer  whose ledger pays.
  Outlet(const sc_core::sc_module_name& name, ChipContext& context, std::size_t value, std::size_t layer);

  /// @param held  the value in the buffer of the route's next destination.
  void connect(HeldActivation& held) { held_.push_back(&held); }

  void accept(const ActivationRows& rows, std::int64_t cycle) override { inbox_.push(cycle) = rows; }
  [[nodiscard]] bool hasRoom(std::int64_t image) const override;
  void addWriter(Turn& writer) override;

 private:
  void run();
  void deliver(const ActivationRows& rows);

  ChipContext& context_;
  const ValueRoute& route_;
  EventCounts& events_;
  Turn turn_;
  Inbox<ActivationRows> inbox_;
  std::vector<HeldActivation*> held_;  ///< as ValueRoute::destinations
};

}  // namespace ohmic::sim
