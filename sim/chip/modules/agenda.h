// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <systemc>
#include <utility>
#include <vector>

namespace ohmic::sim {

/// Who acts first in a cycle: what gives results before what takes them.
enum class Rank : std::uint8_t {
  loader,
  array,   ///< sums leave it; index over all arrays, layer by layer
  outlet,  ///< rows leave a node; index in Graph::values
  buffer,  ///< rows reach its port; index of the tile
  node,    ///< takes rows; index in Graph::nodes
  host,
};

class Agenda;

/// A module's turn: what it does, and its place in the order of a cycle.
class Turn {
 public:
  /// @param index  among the turns of this rank; nobody else's.
  /// @param act    does what there is to do in this cycle, which may be nothing.
  /// @throws std::logic_error if another has this place.
  Turn(Agenda& agenda, Rank rank, std::size_t index, std::function<void()> act);
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  /// Act at a cycle, unless an earlier one is noted already: then the module asks again when it acts.
  /// @throws std::logic_error if the cycle is past.
  void wakeAt(std::int64_t cycle);
  /// Act in this cycle.
  void wake();

 private:
  friend class Agenda;
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

  Agenda& agenda_;
  std::pair<Rank, std::size_t> place_;
  std::function<void()> act_;
  std::int64_t due_ = kNever;
};

/// Keeps the chip's time. Of all that is due in a cycle, the turn with the first place acts next, also when
/// it became due only in this cycle. So the order of requests for a shared unit depends on cycles and places
/// alone, and on nothing that SystemC leaves open (docs/decisions/order_in_a_cycle.md). SystemC sees one
/// event for each cycle in which anything happens.
class Agenda : public sc_core::sc_module {
 public:
  /// @param period  of the chip's clock: seconds, at least 1 fs, the kernel's resolution.
  Agenda(const sc_core::sc_module_name& name, double period);

  /// The cycle.
  [[nodiscard]] std::int64_t now() const { return isActing_ ? now_ : cycleOf(sc_core::sc_time_stamp()); }
  /// By their places.
  [[nodiscard]] const std::map<std::pair<Rank, std::size_t>, Turn*>& turns() const { return turns_; }

 private:
  friend class Turn;
  struct Due {
    std::int64_t cycle;
    Turn* turn;
  };
  /// For a heap with the first one on top.
  static bool isLater(const Due& a, const Due& b) {
    return a.cycle != b.cycle ? a.cycle > b.cycle : a.turn->place_ > b.turn->place_;
  }
  static constexpr std::int64_t kNear = 1024;  ///< cycles, a power of two

  void note(Turn& turn);
  void put(const Due& due);
  void run();
  void notifyNext(std::int64_t cycle);
  [[nodiscard]] std::int64_t nextCycle() const;
  [[nodiscard]] std::vector<Due>& slotOf(std::int64_t cycle) {
    return near_[static_cast<std::size_t>(cycle & (kNear - 1))];
  }
  [[nodiscard]] std::int64_t cycleOf(const sc_core::sc_time& time) const;

  sc_core::sc_time period_;
  sc_core::sc_event next_;
  std::int64_t now_ = 0;
  bool isActing_ = false;
  /// What is due in each of the cycles [now_, now_ + kNear), in this cycle as a heap, and behind them as a
  /// heap. Of a turn's entries the one at Turn::due_ counts.
  std::vector<std::vector<Due>> near_;
  std::int64_t nearCount_ = 0;  ///< entries
  std::vector<Due> far_;
  std::map<std::pair<Rank, std::size_t>, Turn*> turns_;
};

}  // namespace ohmic::sim
