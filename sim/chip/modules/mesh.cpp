// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/mesh.h"

namespace ohmic::sim {

std::int64_t Mesh::send(int from, int to, std::int64_t bits, std::int64_t cycle) {
  const std::int64_t body = (bits + timing_.bitsPerCycle - 1) / timing_.bitsPerCycle;
  std::int64_t head = cycle;
  std::int64_t tail = cycle;
  for (int at = from; at != to;) {
    const int neighbour = placement_.next(at, to);
    tail = links_[{at, neighbour}].take(head + timing_.routerCycles, body);
    head = tail - body;
    at = neighbour;
  }
  return tail;
}

std::map<std::string, std::int64_t> Mesh::busyCycles() const {
  std::map<std::string, std::int64_t> busy;
  for (const auto& [ends, link] : links_) {
    busy[linkName(ends.first, ends.second)] = link.busyCycles();
  }
  return busy;
}

}  // namespace ohmic::sim
