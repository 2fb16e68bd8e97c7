// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/kernel.h"

namespace ohmic::sim {
namespace {

std::mutex& mutex() {
  static std::mutex one;
  return one;
}

}  // namespace

Kernel::Kernel() : turn_(mutex()), before_(sc_core::sc_get_curr_simcontext()) {
  sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
  sc_core::sc_report_handler::set_actions(sc_core::SC_WARNING, sc_core::SC_THROW);
  sc_core::sc_curr_simcontext = &own_;
  sc_core::sc_set_time_resolution(1.0, sc_core::SC_FS);
}

Kernel::~Kernel() { sc_core::sc_curr_simcontext = before_; }

}  // namespace ohmic::sim
