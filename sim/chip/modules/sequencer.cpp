// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/sequencer.h"

#include <algorithm>

#include "sim/chip/rows.h"
#include "sim/chip/tap.h"
#include "sim/chip/tile_cycles.h"

namespace ohmic::sim {
namespace {

constexpr int kMostTogether = 32;  ///< positions whose sums stay in the first-level cache

}  // namespace

Sequencer::Sequencer(const sc_core::sc_module_name& name, ChipContext& context, std::size_t layer)
    : sc_module(name),
      context_(context),
      number_(layer),
      layer_(context.job.deployment.plan.layers[layer]),
      node_(context.graph().nodes[layer_.node]),
      arithmetic_(context.job.deployment.arithmetic[layer]),
      placed_(context.placement.layers[layer]),
      events_(context.events[layer]),
      isRowWise_(isRowWise(context.graph(), node_)),
      inputRows_(context.graph(), node_, 0),
      turn_(context.agenda, Rank::node, static_cast<std::size_t>(layer_.node), [this] { run(); }),
      codes_(placed_.tiles.size()) {
  for (const auto& place : placed_.arrays) {
    const auto tile = std::lower_bound(placed_.tiles.begin(), placed_.tiles.end(), place.tile);
    inputOf_.push_back(static_cast<std::size_t>(tile - placed_.tiles.begin()));
  }
  for (int replica = 0; replica < std::min(layer_.replicas, layer_.patch.positions()); ++replica) {
    addLane(layer, replica);
  }
}

void Sequencer::addLane(std::size_t layer, int replica) {
  const auto& timing = context_.model().array;
  Lane lane{LaneRecorder(context_, layer, replica)};
  lane.windows.assign(placed_.tiles.size(), InputWindow(layer_.patch, isRowWise_));
  lane.replica = replica;
  lane.position = replica;
  for (const auto& array : layer_.arrays) {
    const ArrayWork work = arrayWork(layer_, array, timing, context_.job.deployment.hardware[layer].adc);
    const std::int64_t interval = tileInterval(timing, work);
    if (interval > lane.interval) {
      lane.interval = interval;
      lane.reading = allFrontCycles(timing, work);
    }
  }
  for (const int tile : placed_.tiles) {
    lane.patchBits.push_back(patchRows(layer_, placed_, replica, tile) * context_.model().digital.bits);
  }
  lanes_.push_back(std::move(lane));
}

void Sequencer::end_of_elaboration() {
  for (int i = 0; i < in.size(); ++i) {
    readers_.push_back(in[i]->addReader(turn_));
  }
  out->addWriter(turn_);
  loader->addLayer(turn_);
}

std::int64_t Sequencer::stepOf(int position) const {
  return isRowWise_ ? position / layer_.patch.outputWidth : 0;
}

void Sequencer::run() {
  const std::int64_t now = context_.agenda.now();
  for (auto& lane : lanes_) {
    while (lane.image < context_.images() && lane.ready <= now) {
      const auto block = blockOf(lane);
      if (block != Lane::Block::none) {
        if (block != lane.blocked) {
          bookWaiting(lane, now);
        }
        lane.blocked = block;
        break;
      }
      start(lane);
    }
    if (lane.image < context_.images() && lane.ready > now) {
      turn_.wakeAt(lane.ready);
    }
  }
}

Lane::Block Sequencer::blockOf(const Lane& lane) const {
  if (lane.loaded > 0) {  // what it needs was there for the positions before it
    return Lane::Block::none;
  }
  if (!loader->isLoaded(number_, lane.image)) {
    return Lane::Block::programming;
  }
  const std::int64_t rows = inputRows_.of(stepOf(lane.position)).end;
  for (int i = 0; i < in.size(); ++i) {
    if (!in[i]->has(lane.image, rows)) {
      return Lane::Block::input;
    }
  }
  return out->hasRoom(lane.image) ? Lane::Block::none : Lane::Block::output;
}

void Sequencer::start(Lane& lane) {
  loadWindow(lane);
  const std::int64_t cycle = std::max(fetch(lane), freeOf(lane));
  account(lane, cycle);
  drive(lane, cycle);
  lane.timeline.start(lane.image, stepOf(lane.position), lane.position, cycle, lane.interval);
  lane.ready = cycle;
  freeOf(lane) = cycle + lane.interval;
  advance(lane);
}

/// From when the lane's arrays take an operation. Layers that share an array take it in the order in which
/// they ask.
std::int64_t& Sequencer::freeOf(Lane& lane) {
  return layer_.shared ? context_.sharedFree[layer_.shared->host] : lane.free;
}

void Sequencer::loadWindow(Lane& lane) {
  const std::int64_t step = stepOf(lane.position);
  if (lane.loadedImage == lane.image && lane.loadedStep == step) {
    return;
  }
  const RowSpan needed = inputRows_.of(step);
  for (int i = 0; i < in.size(); ++i) {
    InputWindow& window = lane.windows[i];
    if (lane.loadedImage != lane.image) {
      window.clear();
    }
    const RowSpan missing = window.missing(needed);
    in[i]->read(lane.image, missing, rows_);
    window.load(rows_, missing, step, arithmetic_.dac);
  }
  lane.loadedImage = lane.image;
  lane.loadedStep = step;
}

std::int64_t Sequencer::fetch(const Lane& lane) {
  std::int64_t there = context_.agenda.now();
  for (int i = 0; i < in.size(); ++i) {
    there = std::max(there, in[i]->fetch(lane.patchBits[i]));
    events_.bufferReadBits += lane.patchBits[i];
  }
  return there;
}

/// Hand the lane's arrays the codes of its next positions in the row: their input rows are all there.
void Sequencer::loadArrays(Lane& lane) {
  Operations next{lane.image, context_.job.imageNumbers[lane.image], lane.position, layer_.replicas, 0};
  const std::int64_t step = stepOf(lane.position);
  for (int position = lane.position;
       next.count < kMostTogether && position < layer_.patch.positions() && stepOf(position) == step;
       position += layer_.replicas) {
    ++next.count;
  }
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    lane.windows[i].gather(next.position, next.step, next.count, codes_[i]);
    tap(Place::inputRegister, codes_[i]);
  }
  for (std::size_t a = 0; a < layer_.arrays.size(); ++a) {
    const std::size_t index = static_cast<std::size_t>(lane.replica) * layer_.arrays.size() + a;
    RowCodes words{next, codes_[inputOf_[index]].data() + layer_.arrays[a].rowBegin, layer_.rows()};
    arrays[static_cast<int>(index)]->take(words);
  }
  lane.loaded = next.count;
}

void Sequencer::drive(Lane& lane, std::int64_t cycle) {
  if (lane.loaded == 0) {
    loadArrays(lane);
  }
  --lane.loaded;
  replicas[lane.replica]->start({lane.image, context_.job.imageNumbers[lane.image], lane.position},
                                cycle + context_.model().array.inputRegister);
}

void Sequencer::account(Lane& lane, std::int64_t cycle) {
  if (lane.image == 0 && lane.position == 0) {
    firstStart_ = cycle;
  }
  bookWaiting(lane, context_.agenda.now());
  const std::int64_t free = std::clamp(freeOf(lane), lane.booked, cycle);
  spent_.array += free - lane.booked;
  lane.timeline.wait("array", lane.booked, free);
  spent_.buffer += cycle - free;
  lane.timeline.wait("buffer", free, cycle);
  spent_.computing += lane.reading;
  spent_.adc += lane.interval - lane.reading;
  lane.booked = cycle + lane.interval;
}

/// Book the time until a cycle on what the lane waits for now.
void Sequencer::bookWaiting(Lane& lane, std::int64_t until) {
  if (until <= lane.booked) {
    return;
  }
  if (lane.blocked == Lane::Block::output) {
    spent_.output += until - lane.booked;
    lane.timeline.wait("output", lane.booked, until);
  } else if (lane.blocked == Lane::Block::programming) {
    spent_.programming += until - lane.booked;
    lane.timeline.wait("programming", lane.booked, until);
  } else {
    accountInput(lane, lane.booked, until);
  }
  lane.booked = until;
}

/// The rows that came last had to be made, sent, and written; after them others are waited for.
void Sequencer::accountInput(Lane& lane, std::int64_t begin, std::int64_t end) {
  Arrival last;
  for (int i = 0; i < in.size(); ++i) {
    last = in[i]->lastArrival().written >= last.written ? in[i]->lastArrival() : last;
  }
  const std::int64_t sent = std::clamp(last.sent, begin, end);
  const std::int64_t atPort = std::clamp(last.atPort, begin, end);
  const std::int64_t written = std::clamp(last.written, begin, end);
  spent_.input += sent - begin + end - written;
  spent_.network += atPort - sent;
  spent_.buffer += written - atPort;
  lane.timeline.wait("input", begin, sent);
  lane.timeline.wait("network", sent, atPort);
  lane.timeline.wait("buffer", atPort, written);
  lane.timeline.wait("input", written, end);
}

void Sequencer::advance(Lane& lane) {
  lane.position += layer_.replicas;
  lane.blocked = Lane::Block::none;
  if (lane.position < layer_.patch.positions()) {
    return;
  }
  lane.position = lane.replica;
  ++lane.image;
  if (lane.image == context_.images()) {
    lane.timeline.finish();
  }
  const auto slowest = std::min_element(lanes_.begin(), lanes_.end(),
                                        [](const Lane& a, const Lane& b) { return a.image < b.image; });
  for (; imagesRead_ < slowest->image; ++imagesRead_) {
    for (int i = 0; i < in.size(); ++i) {
      in[i]->release(readers_[i]);
    }
  }
}

}  // namespace ohmic::sim
