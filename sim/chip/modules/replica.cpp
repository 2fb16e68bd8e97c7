// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/replica.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

#include "sim/chip/tile_cycles.h"

namespace ohmic::sim {
namespace {

/// Of all replicas, layer by layer.
std::size_t numberOf(const mapping::Plan& plan, std::size_t layer, std::size_t replica) {
  std::size_t number = replica;
  for (std::size_t l = 0; l < layer; ++l) {
    number += static_cast<std::size_t>(plan.layers[l].replicas);
  }
  return number;
}

}  // namespace

Replica::Replica(const sc_core::sc_module_name& name, ChipContext& context, std::size_t layer,
                 std::size_t replica)
    : sc_module(name),
      agenda_(context.agenda),
      turn_(context.agenda, Rank::replica, numberOf(context.job.deployment.plan, layer, replica),
            [this] { run(); }) {
  const auto& deployment = context.job.deployment;
  const auto& plan = deployment.plan.layers[layer];
  const ArrayTiming& timing = context.model().array;
  for (const auto& array : plan.arrays) {
    const ArrayWork work = arrayWork(plan, array, timing, deployment.hardware[layer].adc);
    const std::int64_t cycles = tileCycles(timing, work) - timing.inputRegister;
    interval_ = std::max(interval_, tileInterval(timing, work));
    const auto group = std::find_if(groups_.begin(), groups_.end(),
                                    [&](const Group& other) { return other.cycles == cycles; });
    arrays_.push_back(
        {replica * plan.arrays.size() + arrays_.size(), static_cast<std::size_t>(group - groups_.begin())});
    if (group == groups_.end()) {
      groups_.push_back({cycles, 0});
    }
  }
}

void Replica::start(const Operation& operation, std::int64_t cycle) {
  if (cycle < free_) {
    throw std::logic_error(std::string(name()) + ": driven while busy");
  }
  free_ = cycle + interval_;
  started_.push_back({operation, cycle});
  turn_.wakeAt(nextCycle());
}

bool Replica::isDue(const Group& group) const {
  return group.sent < started_.size() && started_[group.sent].cycle + group.cycles <= agenda_.now();
}

/// At which sums leave. @pre an operation's have not.
std::int64_t Replica::nextCycle() const {
  std::int64_t next = std::numeric_limits<std::int64_t>::max();
  for (const Group& group : groups_) {
    if (group.sent < started_.size()) {
      next = std::min(next, started_[group.sent].cycle + group.cycles);
    }
  }
  return next;
}

void Replica::run() {
  for (const Array& array : arrays_) {
    const Group& group = groups_[array.group];
    if (isDue(group)) {
      out->accept({started_[group.sent].operation, array.index}, agenda_.now());
    }
  }
  for (Group& group : groups_) {
    group.sent += isDue(group) ? 1 : 0;
  }
  const auto isThrough = [](const Group& group) { return group.sent > 0; };
  if (std::all_of(groups_.begin(), groups_.end(), isThrough)) {
    started_.erase(started_.begin());
    std::for_each(groups_.begin(), groups_.end(), [](Group& group) { --group.sent; });
  }
  if (!started_.empty()) {
    turn_.wakeAt(nextCycle());
  }
}

}  // namespace ohmic::sim
