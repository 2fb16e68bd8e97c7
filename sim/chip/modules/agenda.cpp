// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/agenda.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ohmic::sim {

Turn::Turn(Agenda& agenda, Rank rank, std::size_t index, std::function<void()> act)
    : agenda_(agenda), place_(rank, index), act_(std::move(act)) {
  if (!agenda.turns_.try_emplace(place_, this).second) {
    throw std::logic_error("two modules of the chip have one place in a cycle's order");
  }
}

void Turn::wakeAt(std::int64_t cycle) {
  if (cycle < due_) {
    due_ = cycle;
    agenda_.note(*this);
  }
}

void Turn::wake() { wakeAt(agenda_.now()); }

Agenda::Agenda(const sc_core::sc_module_name& name, double period)
    : sc_module(name),
      period_(sc_core::sc_time::from_value(
          static_cast<sc_core::sc_time::value_type>(std::llround(period * 1e15)))),
      near_(kNear) {
  SC_HAS_PROCESS(Agenda);
  SC_METHOD(run);
  sensitive << next_;
}

std::int64_t Agenda::cycleOf(const sc_core::sc_time& time) const {
  return static_cast<std::int64_t>(time.value() / period_.value());
}

void Agenda::note(Turn& turn) {
  if (turn.due_ < now()) {
    throw std::logic_error("a module of the chip is due in the past");
  }
  put({turn.due_, &turn});
  if (!isActing_) {
    notifyNext(turn.due_);
  }
}

void Agenda::put(const Due& due) {
  std::vector<Due>& entries = due.cycle < now_ + kNear ? slotOf(due.cycle) : far_;
  entries.push_back(due);
  if (&entries != &far_) {
    ++nearCount_;
  }
  if (due.cycle == now_ || &entries == &far_) {
    std::push_heap(entries.begin(), entries.end(), isLater);
  }
}

void Agenda::notifyNext(std::int64_t cycle) {
  const auto cycles = static_cast<sc_core::sc_time::value_type>(cycle);
  next_.notify(sc_core::sc_time::from_value(cycles * period_.value()) - sc_core::sc_time_stamp());
}

void Agenda::run() {
  const std::int64_t before = now_;
  now_ = cycleOf(sc_core::sc_time_stamp());
  std::vector<Due>& due = slotOf(now_);
  if (now_ != before) {
    std::make_heap(due.begin(), due.end(), isLater);
  }
  while (!far_.empty() && far_.front().cycle < now_ + kNear) {
    put(far_.front());
    std::pop_heap(far_.begin(), far_.end(), isLater);
    far_.pop_back();
  }
  isActing_ = true;
  while (!due.empty()) {
    std::pop_heap(due.begin(), due.end(), isLater);
    const Due first = due.back();
    due.pop_back();
    --nearCount_;
    if (first.cycle == first.turn->due_) {
      first.turn->due_ = Turn::kNever;
      first.turn->act_();
    }
  }
  isActing_ = false;
  const std::int64_t next = nextCycle();
  if (next != Turn::kNever) {
    notifyNext(next);
  }
}

/// In which anything is due; kNever if nothing is. What is far is behind all that is near.
std::int64_t Agenda::nextCycle() const {
  if (nearCount_ == 0) {
    return far_.empty() ? Turn::kNever : far_.front().cycle;
  }
  std::int64_t cycle = now_ + 1;
  while (near_[static_cast<std::size_t>(cycle & (kNear - 1))].empty()) {
    ++cycle;
  }
  return cycle;
}

}  // namespace ohmic::sim
