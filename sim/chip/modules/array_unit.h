// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/chip/modules/adc_bank.h"
#include "sim/chip/modules/crossbar.h"
#include "sim/chip/modules/dac_bank.h"
#include "sim/chip/modules/sample_hold.h"
#include "sim/chip/modules/shift_add.h"

namespace ohmic::sim {

/// A crossbar (with twin pairs: two) between its converters. An operation passes through as one event for
/// each module, all passes together; its cycles are tileCycles(), and it repeats every tileInterval().
class ArrayUnit : public sc_core::sc_module {
 public:
  sc_core::sc_export<Receiver<RowCodes>> in;
  sc_core::sc_port<Receiver<PartialSum>> out;

  ArrayUnit(const sc_core::sc_module_name& name, const ArrayContext& context)
      : sc_module(name),
        context_(context),
        dac_("dac", context_),
        crossbar_("crossbar", context_),
        sampleHold_("sample_hold", context_),
        adc_("adc", context_),
        shiftAdd_("shift_add", context_) {
    in(dac_);
    dac_.out(crossbar_);
    crossbar_.out(sampleHold_);
    sampleHold_.out(adc_);
    adc_.out(shiftAdd_);
    shiftAdd_.out(out);
  }

 private:
  ArrayContext context_;
  DacBank dac_;
  Crossbar crossbar_;
  SampleHold sampleHold_;
  AdcBank adc_;
  ShiftAdd shiftAdd_;
};

}  // namespace ohmic::sim
