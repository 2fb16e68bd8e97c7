// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/chip/chip_model.h"
#include "sim/chip/modules/inbox.h"
#include "sim/chip/modules/reservation.h"
#include "sim/chip/modules/words.h"
#include "sim/chip/rows.h"

namespace ohmic::sim {

/// An activation as its readers in a tile see it: rows that arrive, image after image.
class Activation : public virtual sc_core::sc_interface {
 public:
  /// Notified whenever rows have arrived.
  [[nodiscard]] virtual const sc_core::sc_event& arrived() const = 0;
  /// Whether rows [0, rows) of an image are there.
  [[nodiscard]] virtual bool has(std::int64_t image, std::int64_t rows) const = 0;
  /// Rows of an image as channels x count x width.
  virtual void read(std::int64_t image, const RowSpan& span, std::vector<float>& rows) = 0;
  /// Occupy the buffer's port with a read of some bits (0: nothing to read). @returns the cycle at which they are there.
  virtual std::int64_t fetch(std::int64_t bits) = 0;
  /// The value goes on inside the digital unit and never sees the port.
  [[nodiscard]] virtual bool isForwarded() const = 0;
  /// Announce a reader, before the simulation. @returns its number.
  virtual std::size_t addReader() = 0;
  /// A reader is through with its next image; the room is free when all readers are.
  virtual void release(std::size_t reader) = 0;
};

class Buffer;

/// One activation in a buffer: room for some images of it, used in turn.
class HeldActivation : public Activation, public Receiver<ActivationRows> {
 public:
  HeldActivation(Buffer& buffer, const RowLayout& layout, int images, bool forwarded);

  std::size_t addReader() override;
  /// Whether an image may be written.
  [[nodiscard]] bool hasRoom(std::int64_t image) const;
  [[nodiscard]] const sc_core::sc_event& freed() const { return freed_; }
  /// Rows that reach the buffer's port at a cycle.
  void accept(const ActivationRows& rows, std::int64_t cycle) override;

  [[nodiscard]] const sc_core::sc_event& arrived() const override { return arrived_; }
  [[nodiscard]] bool has(std::int64_t image, std::int64_t rows) const override;
  void read(std::int64_t image, const RowSpan& span, std::vector<float>& rows) override;
  std::int64_t fetch(std::int64_t bits) override;
  [[nodiscard]] bool isForwarded() const override { return forwarded_; }
  void release(std::size_t reader) override;

  /// Put rows in place: the port has written them.
  void commit(const ActivationRows& rows);

 private:
  [[nodiscard]] float* slot(std::int64_t image);

  Buffer& buffer_;
  RowLayout layout_;
  int images_;
  bool forwarded_;
  std::vector<float> room_;
  std::int64_t rowsArrived_ = 0;         ///< over all images
  std::vector<std::int64_t> released_;  ///< images, for each reader
  sc_core::sc_event arrived_;
  sc_core::sc_event freed_;
};

/// A tile's memory for activations, with one port for all its readers and writers.
class Buffer : public sc_core::sc_module {
 public:
  Buffer(const sc_core::sc_module_name& name, const Clock& clock, const BufferTiming& timing, int bits);

  HeldActivation& hold(const RowLayout& layout, bool forwarded);

  /// @returns the cycle at which the port has moved the bits for a request made now.
  std::int64_t usePort(std::int64_t bits);
  void write(HeldActivation& held, const ActivationRows& rows, std::int64_t cycle);
  [[nodiscard]] std::int64_t busyCycles() const { return port_.busyCycles(); }

 private:
  struct Write {
    HeldActivation* held = nullptr;
    bool written = false;  ///< by the port
    ActivationRows rows;
  };
  void run();

  const Clock& clock_;
  const BufferTiming& timing_;
  int bits_;  ///< of an activation
  Reservation port_;
  Inbox<Write> inbox_;
  std::vector<std::unique_ptr<HeldActivation>> held_;
};

}  // namespace ohmic::sim
