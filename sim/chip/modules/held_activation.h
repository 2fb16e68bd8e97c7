// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/chip/modules/activation.h"
#include "sim/chip/modules/words.h"
#include "sim/chip/routes.h"

namespace ohmic::sim {

class Buffer;

/// One activation in a buffer: room for some images of it, used in turn.
class HeldActivation : public Activation, public Receiver<ActivationRows> {
 public:
  HeldActivation(Buffer& buffer, const RowLayout& layout, int images, const Destination& destination);

  std::size_t addReader(Turn& reader) override;
  /// Whether an image may be written.
  [[nodiscard]] bool hasRoom(std::int64_t image) const;
  /// Announce who is woken when there may be more room.
  void addWriter(Turn& writer) { writers_.push_back(&writer); }
  /// Rows that reach the buffer's port at a cycle.
  void accept(const ActivationRows& rows, std::int64_t cycle) override;

  [[nodiscard]] const Arrival& lastArrival() const override { return lastArrival_; }
  [[nodiscard]] bool has(std::int64_t image, std::int64_t rows) const override;
  void read(std::int64_t image, const RowSpan& span, std::vector<float>& rows) override;
  std::int64_t fetch(std::int64_t bits) override;
  [[nodiscard]] bool isForwarded() const override { return forwarded_; }
  /// Whether rows take the port on their way in.
  [[nodiscard]] bool isWritten() const { return !forwarded_ && !inPlace_; }
  void release(std::size_t reader) override;

  /// Put rows in place: the port has written them.
  void commit(const ActivationRows& rows, const Arrival& arrival);

 private:
  [[nodiscard]] float* row(std::int64_t image, std::int64_t number);

  Buffer& buffer_;
  RowLayout layout_;
  int images_;
  bool forwarded_;
  bool inPlace_;
  std::vector<float> room_;       ///< images x rows x channels x width
  std::int64_t rowsArrived_ = 0;  ///< over all images
  Arrival lastArrival_;
  std::vector<std::int64_t> released_;  ///< images, for each reader
  std::vector<Turn*> readers_;
  std::vector<Turn*> writers_;
};

}  // namespace ohmic::sim
