// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "sim/chip/modules/adc_bank.h"
#include "sim/chip/modules/agenda.h"
#include "sim/chip/modules/crossbar.h"
#include "sim/chip/modules/dac_bank.h"
#include "sim/chip/modules/sample_hold.h"
#include "sim/chip/modules/shift_add.h"

namespace ohmic::sim {

/// What drives an array.
class ArrayPort : public virtual sc_core::sc_interface {
 public:
  /// The codes of the operations that start next.
  virtual void load(RowCodes& codes) = 0;
  /// The next operation leaves the input register.
  /// @param cycle  not in the past, and not before the array takes another.
  virtual void start(std::int64_t cycle) = 0;
};

/// A crossbar (with twin pairs: two) between its converters. Nobody else uses its units, so nothing makes an
/// operation wait in it: its cycles are tileCycles(), and it repeats every tileInterval(). Time therefore
/// passes here, as one event for each operation, when its sums leave; the units only make the numbers, of
/// some operations at a time.
class ArrayUnit : public sc_core::sc_module, public ArrayPort, public Follower<PartialSums> {
 public:
  sc_core::sc_port<Receiver<PartialSum>> out;

  ArrayUnit(const sc_core::sc_module_name& name, const ArrayContext& context);

  void load(RowCodes& codes) override { dac_.take(codes); }
  void start(std::int64_t cycle) override;
  void take(PartialSums& words) override;

 private:
  void run();
  void send();

  ArrayContext context_;
  DacBank dac_;
  Crossbar crossbar_;
  SampleHold sampleHold_;
  AdcBank adc_;
  ShiftAdd shiftAdd_;
  Turn turn_;
  std::int64_t cycles_;               ///< from the input register to the sums
  std::int64_t interval_;             ///< cycles until the array takes the next operation
  std::int64_t free_ = 0;             ///< cycle from which it takes one
  std::int64_t loaded_ = 0;           ///< operations that have not started
  std::deque<std::int64_t> leaving_;  ///< cycles at which the sums of operations leave
  std::deque<PartialSums> sums_;      ///< of operations that have not been sent
  int sent_ = 0;                      ///< operations of the first of them
  std::vector<PartialSums> used_;     ///< for the room in their vectors
};

}  // namespace ohmic::sim
