// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/mesh.h"

namespace ohmic::sim {

std::int64_t Mesh::send(int from, int to, std::int64_t bits, std::int64_t cycle) {
  const auto& timing = context_.model().network;
  const std::int64_t body = (bits + timing.bitsPerCycle - 1) / timing.bitsPerCycle;
  std::int64_t head = cycle;
  std::int64_t tail = cycle;
  for (int at = from; at != to;) {
    const int neighbour = context_.placement.next(at, to);
    Link& taken = link(at, neighbour);
    tail = taken.reservation.take(head + timing.routerCycles, body);
    context_.timeline.extend(taken.track, "message", tail - body, tail);
    head = tail - body;
    at = neighbour;
  }
  return tail;
}

Mesh::Link& Mesh::link(int from, int to) {
  const auto [place, isNew] = links_.try_emplace({from, to});
  if (isNew) {
    place->second.track = context_.timeline.addTrack("mesh", linkName(from, to));
  }
  return place->second;
}

std::map<std::string, std::int64_t> Mesh::busyCycles() const {
  std::map<std::string, std::int64_t> busy;
  for (const auto& [ends, link] : links_) {
    busy[linkName(ends.first, ends.second)] = link.reservation.busyCycles();
  }
  return busy;
}

}  // namespace ohmic::sim
