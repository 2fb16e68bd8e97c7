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
  replica,  ///< sums leave its arrays, array by array; index over all replicas, layer by layer
  outlet,   ///< rows leave a node; index in Graph::values
  buffer,   ///< rows reach its port; index of the tile
  node,     ///< takes rows; index in Graph::nodes
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
  std::function<void()> act_;
  std::int64_t due_ = kNever;
  std::size_t number_ = 0;  ///< of all turns, by their places
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
  static constexpr std::uint64_t kNobody = std::numeric_limits<std::uint64_t>::max();

  void note(Turn& turn, std::int64_t cycle);
  void order();
  void setDue(Turn& turn, std::int64_t cycle);
  void run();
  void notifyNext();
  [[nodiscard]] std::int64_t nextCycle() const { return static_cast<std::int64_t>(first_[1] >> numberBits_); }
  [[nodiscard]] std::int64_t cycleOf(const sc_core::sc_time& time) const;

  sc_core::sc_time period_;
  sc_core::sc_event next_;
  std::int64_t now_ = 0;
  bool isActing_ = false;
  std::map<std::pair<Rank, std::size_t>, Turn*> turns_;
  std::vector<Turn*> ordered_;  ///< by their places
  /// A tree of winners over the turns: first_[n] is the smaller key of the children 2n and 2n + 1, the leaves
  /// are the turns' keys, by their places. A key is the cycle at which a turn is due and, in its lowest bits,
  /// the turn's number, so first_[1] is the key of the turn that acts first.
  std::vector<std::uint64_t> first_ = {kNobody, kNobody};
  int numberBits_ = 0;  ///< the tree has 2^numberBits_ leaves
};

}  // namespace ohmic::sim
