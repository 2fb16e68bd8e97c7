// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/host_port.h"

#include <algorithm>

#include "sim/chip/tap.h"

namespace ohmic::sim {

HostPort::HostPort(const sc_core::sc_module_name& name, ChipContext& context)
    : sc_module(name),
      context_(context),
      pixels_(context.graph().values[context.graph().input].shape),
      outputs_(context.graph().values[context.graph().output].shape),
      inTrack_(context.timeline.addTrack("host", "in")),
      outTrack_(context.timeline.addTrack("host", "out")),
      turn_(context.agenda, Rank::host, 0, [this] { run(); }),
      logits_(context.job.images.size(),
              std::vector<float>(static_cast<std::size_t>(outputs_.rows * outputs_.elements()))),
      completed_(context.job.images.size(), 0) {}

void HostPort::end_of_elaboration() {
  out->addWriter(turn_);
  turn_.wakeAt(0);
}

std::int64_t HostPort::linkCycles(std::size_t elements) const {
  const std::int64_t bits = static_cast<std::int64_t>(elements) * context_.model().digital.bits;
  return (bits + context_.model().hostBitsPerCycle - 1) / context_.model().hostBitsPerCycle;
}

void HostPort::run() {
  if (image_ < context_.images() && context_.agenda.now() < ready_) {
    turn_.wakeAt(ready_);
    return;
  }
  if (image_ == context_.images() || !out->hasRoom(image_)) {
    return;
  }
  ActivationRows rows{image_, row_, 1, std::vector<float>(static_cast<std::size_t>(pixels_.elements()))};
  pixels_.read(context_.job.images[image_], row_, 1, rows.values.data());
  tap(Place::hostIn, rows.values);
  ready_ = context_.agenda.now() + linkCycles(rows.values.size());
  context_.timeline.extend(inTrack_, "image " + std::to_string(image_), context_.agenda.now(), ready_);
  context_.events[0].hostBits +=
      static_cast<std::int64_t>(rows.values.size()) * context_.model().digital.bits;
  out->accept(rows, ready_);
  if (++row_ == pixels_.rows) {
    row_ = 0;
    ++image_;
  }
  turn_.wakeAt(ready_);
}

void HostPort::accept(const ActivationRows& rows, std::int64_t cycle) {
  outputs_.write(rows.values.data(), rows.first, rows.count, logits_[rows.image].data());
  tap(Place::hostOut, logits_[rows.image]);
  const std::int64_t cycles = linkCycles(rows.values.size());
  const std::int64_t left = outward_.take(cycle, cycles);
  context_.timeline.extend(outTrack_, "image " + std::to_string(rows.image), left - cycles, left);
  completed_[rows.image] = std::max(completed_[rows.image], left);
  rowsOut_ += rows.count;
  if (rowsOut_ % outputs_.rows == 0) {
    finish(rows.image);
  }
}

void HostPort::finish(std::int64_t image) {
  if (image + 1 == context_.job.timelineImages) {
    context_.timeline.stop();
  }
  if (context_.job.completed) {
    context_.job.completed(image);
  }
}

}  // namespace ohmic::sim
