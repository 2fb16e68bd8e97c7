// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <systemc>
#include <utility>
#include <vector>

#include "sim/chip/modules/chip_context.h"
#include "sim/chip/modules/reservation.h"

namespace ohmic::sim {

/// Carries a message from tile to tile.
class MessagePort : public virtual sc_core::sc_interface {
 public:
  /// @returns the cycle at which the last of the message's bits arrive; @p cycle if the tiles are the same.
  virtual std::int64_t send(int from, int to, std::int64_t bits, std::int64_t cycle) = 0;
};

/// The mesh's links: XY routing, the head of a message moves on after a router's cycles, and its body
/// occupies each link for bits / width cycles. A message takes its links when it is injected: one that is
/// injected later waits, even where it would have reached a link first.
class Mesh : public sc_core::sc_module, public MessagePort {
 public:
  Mesh(const sc_core::sc_module_name& name, ChipContext& context) : sc_module(name), context_(context) {}

  std::int64_t send(int from, int to, std::int64_t bits, std::int64_t cycle) override;

  /// Busy cycles of the links that carried a message, by linkName().
  [[nodiscard]] std::map<std::string, std::int64_t> busyCycles() const;

 private:
  struct Link {
    Reservation reservation;
    std::size_t track = 0;
  };
  Link& link(int from, int to);
  [[nodiscard]] const std::vector<Link*>& route(int from, int to);

  ChipContext& context_;
  std::map<std::pair<int, int>, Link> links_;
  std::map<std::pair<int, int>, std::vector<Link*>> routes_;  ///< of messages that were sent
};

}  // namespace ohmic::sim
