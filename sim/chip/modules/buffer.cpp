// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/buffer.h"

namespace ohmic::sim {

Buffer::Buffer(const sc_core::sc_module_name& name, const Clock& clock, const BufferTiming& timing, int bits)
    : sc_module(name), clock_(clock), timing_(timing), bits_(bits), inbox_(clock) {
  SC_HAS_PROCESS(Buffer);
  SC_METHOD(run);
  dont_initialize();
  sensitive << inbox_.due();
}

HeldActivation& Buffer::hold(const RowLayout& layout, bool forwarded) {
  held_.push_back(std::make_unique<HeldActivation>(*this, layout, timing_.images, forwarded));
  return *held_.back();
}

std::int64_t Buffer::usePort(std::int64_t bits) {
  if (bits == 0) {
    return clock_.now();
  }
  return port_.take(clock_.now(), (bits + timing_.bitsPerCycle - 1) / timing_.bitsPerCycle) + timing_.latency;
}

void Buffer::write(HeldActivation& held, const ActivationRows& rows, std::int64_t cycle) {
  Write& write = inbox_.push(cycle);
  write.held = &held;
  write.written = held.isForwarded();
  write.rows = rows;
}

void Buffer::run() {
  inbox_.drain([&](const Write& write) {
    if (write.written) {
      write.held->commit(write.rows);
      return;
    }
    Write& later = inbox_.push(usePort(static_cast<std::int64_t>(write.rows.values.size()) * bits_));
    later = write;
    later.written = true;
  });
}

}  // namespace ohmic::sim
