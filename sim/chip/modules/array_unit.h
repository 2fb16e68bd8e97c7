// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/chip/modules/adc_bank.h"
#include "sim/chip/modules/crossbar.h"
#include "sim/chip/modules/dac_bank.h"
#include "sim/chip/modules/sample_hold.h"
#include "sim/chip/modules/shift_add.h"

namespace ohmic::sim {

/// A crossbar (with twin pairs: two) between its converters: what its sums are. When they leave is the
/// replica's, because nothing makes an operation wait in an array.
class ArrayUnit : public sc_core::sc_module, public Follower<RowCodes> {
 public:
  sc_core::sc_port<Follower<PartialSums>> out;

  ArrayUnit(const sc_core::sc_module_name& name, const ArrayContext& context);

  void take(RowCodes& words) override { dac_.take(words); }

 private:
  ArrayContext context_;
  DacBank dac_;
  Crossbar crossbar_;
  SampleHold sampleHold_;
  AdcBank adc_;
  ShiftAdd shiftAdd_;
};

}  // namespace ohmic::sim
