// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <iterator>
#include <utility>
#include <vector>

#include "sim/chip/modules/agenda.h"

namespace ohmic::sim {

/// Numbers on their way into a module, each due at a cycle. The module drains it in its turn. Items are kept
/// for reuse, with the room in their vectors.
template <class T>
class Inbox {
 public:
  /// @param turn  the module's.
  explicit Inbox(Turn& turn) : turn_(turn) {}

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
    turn_.wakeAt(cycle);
    return waiting_.emplace(place, cycle, std::move(item))->second;
  }

  /// Hand every item that is due at cycle @p now to @p take, then wait for the next one.
  template <class Take>
  void drain(std::int64_t now, Take take) {
    while (!waiting_.empty() && waiting_.front().first <= now) {
      T item = std::move(waiting_.front().second);
      waiting_.pop_front();
      take(item);
      used_.push_back(std::move(item));
    }
    if (!waiting_.empty()) {
      turn_.wakeAt(waiting_.front().first);
    }
  }

 private:
  Turn& turn_;
  std::deque<std::pair<std::int64_t, T>> waiting_;
  std::vector<T> used_;
};

}  // namespace ohmic::sim
