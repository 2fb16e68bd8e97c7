// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/buffer.h"

#include <string>
#include <utility>

namespace ohmic::sim {

Buffer::Buffer(const sc_core::sc_module_name& name, ChipContext& context, int tile)
    : sc_module(name),
      context_(context),
      timing_(context.model().buffer),
      track_(context.timeline.addTrack("tile_" + std::to_string(tile), "buffer")),
      fill_(context.timeline.addCounter("tile_" + std::to_string(tile), "buffer fill", "bits")),
      turn_(context.agenda, Rank::buffer, static_cast<std::size_t>(tile), [this] { run(); }),
      inbox_(turn_) {}

HeldActivation& Buffer::hold(const RowLayout& layout, const Destination& destination) {
  held_.push_back(std::make_unique<HeldActivation>(*this, layout, timing_.images, destination));
  return *held_.back();
}

std::int64_t Buffer::usePort(std::int64_t bits, const char* what) {
  const std::int64_t now = context_.agenda.now();
  if (bits == 0) {
    return now;
  }
  const std::int64_t cycles = (bits + timing_.bitsPerCycle - 1) / timing_.bitsPerCycle;
  const std::int64_t moved = port_.take(now, cycles);
  context_.timeline.extend(track_, what, moved - cycles, moved);
  return moved + timing_.latency;
}

void Buffer::write(HeldActivation& held, const ActivationRows& rows, std::int64_t cycle) {
  Write& write = inbox_.push(cycle);
  write.held = &held;
  write.written = !held.isWritten();
  write.arrival = {context_.agenda.now(), cycle, cycle};
  write.rows = rows;
}

void Buffer::run() {
  inbox_.drain(now(), [&](Write& write) {
    if (write.written) {
      write.held->commit(write.rows, write.arrival);
      return;
    }
    const std::int64_t bits =
        static_cast<std::int64_t>(write.rows.values.size()) * context_.model().digital.bits;
    write.written = true;
    std::swap(inbox_.push(usePort(bits, "write")), write);
  });
}

}  // namespace ohmic::sim
