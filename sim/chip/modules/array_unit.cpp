// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/array_unit.h"

namespace ohmic::sim {

ArrayUnit::ArrayUnit(const sc_core::sc_module_name& name, const ArrayContext& context)
    : sc_module(name),
      context_(context),
      dac_("dac", context_),
      crossbar_("crossbar", context_),
      sampleHold_("sample_hold", context_),
      adc_("adc", context_),
      shiftAdd_("shift_add", context_) {
  dac_.out(crossbar_);
  crossbar_.out(sampleHold_);
  sampleHold_.out(adc_);
  adc_.out(shiftAdd_);
  shiftAdd_.out(out);
}

}  // namespace ohmic::sim
