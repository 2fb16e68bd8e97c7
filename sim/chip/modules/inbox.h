// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <systemc>
#include <utility>
#include <vector>

#include "sim/chip/modules/clock.h"

namespace ohmic::sim {

/// Numbers on their way into a module, each due at a cycle. The module's process is sensitive to due() and
/// takes what is due. Items are kept for reuse, with the room in their vectors.
template <class T>
class Inbox {
 public:
  explicit Inbox(const Clock& clock) : clock_(clock) {}

  [[nodiscard]] const sc_core::sc_event& due() const { return due_; }

  /// A used item to fill before the next call; items due at the same cycle keep their order.
  T& push(std::int64_t cycle) {
    auto place = waiting_.end();
    while (place != waiting_.begin() && std::prev(place)->first > cycle) {
      --place;
    }
    T item{};
    if (!used_.empty()) {
      item = std::move(used_.back());
      used_.pop_back();
    }
    place = waiting_.emplace(place, cycle, std::move(item));
    clock_.notifyAt(due_, cycle);
    return place->second;
  }

  /// Hand every due item to @p take, then wait for the next one.
  template <class Take>
  void drain(Take take) {
    const std::int64_t now = clock_.now();
    while (!waiting_.empty() && waiting_.front().first <= now) {
      T item = std::move(waiting_.front().second);
      waiting_.pop_front();
      take(item);
      used_.push_back(std::move(item));
    }
    if (!waiting_.empty()) {
      clock_.notifyAt(due_, waiting_.front().first);
    }
  }

 private:
  const Clock& clock_;
  sc_core::sc_event due_;
  std::deque<std::pair<std::int64_t, T>> waiting_;
  std::vector<T> used_;
};

}  // namespace ohmic::sim
