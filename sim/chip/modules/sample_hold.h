// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/chip/modules/array_context.h"
#include "sim/chip/modules/words.h"

namespace ohmic::sim {

/// Holds the columns' currents for the converters, so that the array can be read again meanwhile.
class SampleHold : public sc_core::sc_module, public Follower<ColumnSums> {
 public:
  sc_core::sc_port<Follower<ColumnSums>> out;

  SampleHold(const sc_core::sc_module_name& name, const ArrayContext& context)
      : sc_module(name), context_(context) {}
  void take(ColumnSums& words) override;

 private:
  const ArrayContext& context_;
};

}  // namespace ohmic::sim
