// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/chip/modules/array_context.h"
#include "sim/chip/modules/inbox.h"
#include "sim/chip/modules/words.h"

namespace ohmic::sim {

/// Adds an array's codes, each shifted by its slice and phase, into one sum for each output.
class ShiftAdd : public sc_core::sc_module, public Receiver<Codes> {
 public:
  sc_core::sc_port<Receiver<PartialSum>> out;

  ShiftAdd(const sc_core::sc_module_name& name, const ArrayContext& context);
  void accept(const Codes& words, std::int64_t cycle) override { inbox_.push(cycle) = words; }

 private:
  void run();

  const ArrayContext& context_;
  Inbox<Codes> inbox_;
  PartialSum sum_;
};

}  // namespace ohmic::sim
