// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <systemc>
#include <vector>

#include "sim/chip/modules/agenda.h"
#include "sim/chip/rows.h"

namespace ohmic::sim {

/// When rows were on their way: cycles at which they were sent, reached the buffer's port, and were written.
struct Arrival {
  std::int64_t sent = 0;
  std::int64_t atPort = 0;
  std::int64_t written = 0;
};

/// An activation as its readers in a tile see it: rows that arrive, image after image.
class Activation : public virtual sc_core::sc_interface {
 public:
  /// Of the rows that arrived last.
  [[nodiscard]] virtual const Arrival& lastArrival() const = 0;
  /// Whether rows [0, rows) of an image are there.
  [[nodiscard]] virtual bool has(std::int64_t image, std::int64_t rows) const = 0;
  /// Rows of an image as channels x count x width.
  virtual void read(std::int64_t image, const RowSpan& span, std::vector<float>& rows) = 0;
  /// Occupy the buffer's port with a read of some bits (0: nothing to read). @returns the cycle at which they
  /// are there.
  virtual std::int64_t fetch(std::int64_t bits) = 0;
  /// The value goes on inside the digital unit and never sees the port.
  [[nodiscard]] virtual bool isForwarded() const = 0;
  /// Announce a reader, before the simulation: it is woken whenever rows have arrived. @returns its number.
  virtual std::size_t addReader(Turn& reader) = 0;
  /// A reader is through with its next image; the room is free when all readers are.
  virtual void release(std::size_t reader) = 0;
};

}  // namespace ohmic::sim
