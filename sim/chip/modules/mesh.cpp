// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/mesh.h"

namespace ohmic::sim {

std::int64_t Mesh::send(int from, int to, std::int64_t bits, std::int64_t cycle) {
  if (from == to) {
    return cycle;
  }
  const auto& timing = context_.model().network;
  const std::int64_t body = (bits + timing.bitsPerCycle - 1) / timing.bitsPerCycle;
  std::int64_t head = cycle;
  std::int64_t tail = cycle;
  for (Link* taken : route(from, to)) {
    tail = taken->reservation.take(head + timing.routerCycles, body);
    context_.timeline.extend(taken->track, "message", tail - body, tail);
    head = tail - body;
  }
  return tail;
}

const std::vector<Mesh::Link*>& Mesh::route(int from, int to) {
  const auto [place, isNew] = routes_.try_emplace({from, to});
  for (int at = from; isNew && at != to;) {
    const int neighbour = context_.placement.next(at, to);
    place->second.push_back(&link(at, neighbour));
    at = neighbour;
  }
  return place->second;
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
