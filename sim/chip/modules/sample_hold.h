// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/chip/modules/array_context.h"
#include "sim/chip/modules/inbox.h"
#include "sim/chip/modules/words.h"

namespace ohmic::sim {

/// Holds the columns' currents for the converters, so that the array can be read again meanwhile.
class SampleHold : public sc_core::sc_module, public Receiver<ColumnSums> {
 public:
  sc_core::sc_port<Receiver<ColumnSums>> out;

  SampleHold(const sc_core::sc_module_name& name, const ArrayContext& context);
  void accept(const ColumnSums& words, std::int64_t cycle) override { inbox_.push(cycle) = words; }

 private:
  void run();

  const ArrayContext& context_;
  Inbox<ColumnSums> inbox_;
};

}  // namespace ohmic::sim
