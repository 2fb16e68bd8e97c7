// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/agenda.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ohmic::sim {

Turn::Turn(Agenda& agenda, Rank rank, std::size_t index, std::function<void()> act)
    : agenda_(agenda), act_(std::move(act)) {
  if (!agenda.turns_.try_emplace({rank, index}, this).second) {
    throw std::logic_error("two modules of the chip have one place in a cycle's order");
  }
}

void Turn::wakeAt(std::int64_t cycle) {
  if (cycle < due_) {
    agenda_.note(*this, cycle);
  }
}

void Turn::wake() { wakeAt(agenda_.now()); }

Agenda::Agenda(const sc_core::sc_module_name& name, double period)
    : sc_module(name),
      period_(sc_core::sc_time::from_value(
          static_cast<sc_core::sc_time::value_type>(std::llround(period * 1e15)))) {
  SC_HAS_PROCESS(Agenda);
  SC_METHOD(run);
  sensitive << next_;
}

std::int64_t Agenda::cycleOf(const sc_core::sc_time& time) const {
  return static_cast<std::int64_t>(time.value() / period_.value());
}

void Agenda::note(Turn& turn, std::int64_t cycle) {
  if (cycle < now()) {
    throw std::logic_error("a module of the chip is due in the past");
  }
  if (ordered_.size() != turns_.size()) {
    order();
  }
  setDue(turn, cycle);
  if (!isActing_) {
    notifyNext();
  }
}

/// Give each turn its leaf.
void Agenda::order() {
  numberBits_ = 0;
  while ((std::size_t{1} << numberBits_) < turns_.size()) {
    ++numberBits_;
  }
  ordered_.clear();
  first_.assign(std::size_t{2} << numberBits_, kNobody);
  for (const auto& [place, turn] : turns_) {
    turn->number_ = ordered_.size();
    ordered_.push_back(turn);
    setDue(*turn, turn->due_);
  }
}

/// @param cycle  kNever: no more.
void Agenda::setDue(Turn& turn, std::int64_t cycle) {
  turn.due_ = cycle;
  std::size_t node = (std::size_t{1} << numberBits_) + turn.number_;
  std::uint64_t key =
      cycle == Turn::kNever ? kNobody : (static_cast<std::uint64_t>(cycle) << numberBits_) | turn.number_;
  first_[node] = key;
  for (; node > 1; node /= 2) {
    key = std::min(key, first_[node ^ 1U]);
    if (first_[node / 2] == key) {
      return;
    }
    first_[node / 2] = key;
  }
}

void Agenda::notifyNext() {
  const auto cycles = static_cast<sc_core::sc_time::value_type>(nextCycle());
  next_.notify(sc_core::sc_time::from_value(cycles * period_.value()) - sc_core::sc_time_stamp());
}

void Agenda::run() {
  now_ = cycleOf(sc_core::sc_time_stamp());
  isActing_ = true;
  while (first_[1] != kNobody && nextCycle() == now_) {
    Turn& first = *ordered_[first_[1] & ((std::size_t{1} << numberBits_) - 1)];
    setDue(first, Turn::kNever);
    first.act_();
  }
  isActing_ = false;
  if (first_[1] != kNobody) {
    notifyNext();
  }
}

}  // namespace ohmic::sim
