// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/chip/modules/chip_context.h"
#include "sim/chip/modules/words.h"

namespace ohmic::sim {

/// What drives a replica's arrays.
class ReplicaPort : public virtual sc_core::sc_interface {
 public:
  /// An operation leaves the input registers of all the replica's arrays.
  /// @param cycle  not in the past, and not before the arrays take another.
  virtual void start(const Operation& operation, std::int64_t cycle) = 0;
};

/// When a replica's arrays work: they start together, and each array's sums leave it after its tileCycles().
/// Nobody else uses an array's units, so nothing makes an operation wait in it, and time passes here alone,
/// as one event for all arrays whose sums leave at the same cycle.
class Replica : public sc_core::sc_module, public ReplicaPort {
 public:
  sc_core::sc_port<Receiver<PartialSum>> out;

  /// @param layer    index in Plan::layers.
  /// @param replica  of the layer.
  Replica(const sc_core::sc_module_name& name, ChipContext& context, std::size_t layer, std::size_t replica);

  void start(const Operation& operation, std::int64_t cycle) override;

 private:
  /// Arrays whose sums leave together.
  struct Group {
    std::int64_t cycles = 0;  ///< from the input register to the sums
    std::size_t sent = 0;     ///< operations of started_ whose sums have left
  };
  struct Array {
    std::size_t index = 0;  ///< as ProgrammedLayer::arrays
    std::size_t group = 0;
  };
  struct Started {
    Operation operation;
    std::int64_t cycle = 0;
  };

  void run();
  [[nodiscard]] bool isDue(const Group& group) const;
  [[nodiscard]] std::int64_t nextCycle() const;

  Agenda& agenda_;
  std::int64_t interval_ = 0;  ///< cycles until the arrays take another operation
  std::int64_t free_ = 0;      ///< cycle from which the arrays take an operation
  std::vector<Array> arrays_;
  std::vector<Group> groups_;
  std::vector<Started> started_;  ///< whose sums have not all left
  Turn turn_;
};

}  // namespace ohmic::sim
