// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/outlet.h"

#include <algorithm>

#include "sim/chip/tap.h"

namespace ohmic::sim {

Outlet::Outlet(const sc_core::sc_module_name& name, ChipContext& context, std::size_t value,
               std::size_t layer)
    : sc_module(name),
      context_(context),
      route_(context.routes.values[value]),
      events_(context.events[layer]),
      inbox_(context.clock) {
  SC_HAS_PROCESS(Outlet);
  SC_METHOD(run);
  dont_initialize();
  sensitive << inbox_.due();
}

bool Outlet::hasRoom(std::int64_t image) const {
  return std::all_of(held_.begin(), held_.end(),
                     [&](const HeldActivation* held) { return held->hasRoom(image); });
}

std::vector<const sc_core::sc_event*> Outlet::freed() const {
  std::vector<const sc_core::sc_event*> events;
  for (const auto* held : held_) {
    events.push_back(&held->freed());
  }
  return events;
}

void Outlet::run() {
  inbox_.drain([&](ActivationRows& rows) {
    tap(Place::outlet, rows.values);
    deliver(rows);
  });
}

void Outlet::deliver(const ActivationRows& rows) {
  const std::int64_t bits = static_cast<std::int64_t>(rows.values.size()) * context_.model().digital.bits;
  const std::int64_t now = context_.clock.now();
  for (std::size_t d = 0; d < held_.size(); ++d) {
    const auto& destination = route_.destinations[d];
    held_[d]->accept(rows, mesh->send(route_.from, destination.tile, bits, now));
    if (!destination.forwarded) {
      events_.bufferWriteBits += destination.inPlace ? 0 : bits;
      events_.networkBitHops += bits * context_.placement.hops(route_.from, destination.tile);
    }
  }
  if (route_.toHost) {
    host->accept(rows, mesh->send(route_.from, 0, bits, now));
    events_.hostBits += bits;
    events_.networkBitHops += bits * context_.placement.hops(route_.from, 0);
  }
}

}  // namespace ohmic::sim
