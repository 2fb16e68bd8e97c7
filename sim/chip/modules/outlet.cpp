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
      turn_(context.agenda, Rank::outlet, value, [this] { run(); }),
      inbox_(turn_) {}

bool Outlet::hasRoom(std::int64_t image) const {
  return std::all_of(held_.begin(), held_.end(),
                     [&](const HeldActivation* held) { return held->hasRoom(image); });
}

void Outlet::addWriter(Turn& writer) {
  for (auto* held : held_) {
    held->addWriter(writer);
  }
}

void Outlet::run() {
  inbox_.drain(context_.agenda.now(), [&](ActivationRows& rows) {
    tap(Place::outlet, rows.values);
    deliver(rows);
  });
}

void Outlet::deliver(const ActivationRows& rows) {
  const std::int64_t bits = static_cast<std::int64_t>(rows.values.size()) * context_.model().digital.bits;
  const std::int64_t now = context_.agenda.now();
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
