// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/held_activation.h"

#include <algorithm>

#include "sim/chip/modules/buffer.h"
#include "sim/chip/tap.h"

namespace ohmic::sim {

HeldActivation::HeldActivation(Buffer& buffer, const RowLayout& layout, int images,
                               const Destination& destination)
    : buffer_(buffer),
      layout_(layout),
      images_(images),
      forwarded_(destination.forwarded),
      inPlace_(destination.inPlace),
      room_(static_cast<std::size_t>(layout.rows * layout.elements() * images)) {}

std::size_t HeldActivation::addReader(Turn& reader) {
  readers_.push_back(&reader);
  released_.push_back(0);
  return released_.size() - 1;
}

bool HeldActivation::hasRoom(std::int64_t image) const {
  return image < *std::min_element(released_.begin(), released_.end()) + images_;
}

void HeldActivation::accept(const ActivationRows& rows, std::int64_t cycle) {
  buffer_.write(*this, rows, cycle);
}

bool HeldActivation::has(std::int64_t image, std::int64_t rows) const {
  return rowsArrived_ >= image * layout_.rows + rows;
}

float* HeldActivation::row(std::int64_t image, std::int64_t number) {
  return room_.data() + (image % images_ * layout_.rows + number) * layout_.elements();
}

void HeldActivation::read(std::int64_t image, const RowSpan& span, std::vector<float>& rows) {
  rows.resize(static_cast<std::size_t>(span.count() * layout_.elements()));
  layout_.readRows(row(image, span.first), span.count(), rows.data());
  tap(Place::buffer, rows);
}

std::int64_t HeldActivation::fetch(std::int64_t bits) { return buffer_.usePort(bits, "read"); }

void HeldActivation::release(std::size_t reader) {
  const std::int64_t before = *std::min_element(released_.begin(), released_.end());
  ++released_[reader];
  if (isWritten() && *std::min_element(released_.begin(), released_.end()) > before) {
    buffer_.changeFill(-layout_.rows * layout_.elements() * buffer_.model().digital.bits);
  }
  for (Turn* writer : writers_) {
    writer->wake();
  }
}

void HeldActivation::commit(const ActivationRows& rows, const Arrival& arrival) {
  lastArrival_ = arrival;
  lastArrival_.written = buffer_.now();
  layout_.writeRows(rows.values.data(), rows.count, row(rows.image, rows.first));
  rowsArrived_ += rows.count;
  if (isWritten()) {
    buffer_.changeFill(rows.count * layout_.elements() * buffer_.model().digital.bits);
  }
  for (Turn* turn : readers_) {
    turn->wake();
  }
}

}  // namespace ohmic::sim
