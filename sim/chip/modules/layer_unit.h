// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/chip/modules/accumulator.h"
#include "sim/chip/modules/sequencer.h"

namespace ohmic::sim {

/// What runs one layer of the plan: starts its positions, and gathers what its arrays make of them.
class LayerUnit : public sc_core::sc_module {
 public:
  LayerUnit(const sc_core::sc_module_name& name, ChipContext& context, std::size_t layer)
      : sc_module(name), sequencer("sequencer", context, layer), accumulator("accumulator", context, layer) {}

  Sequencer sequencer;
  Accumulator accumulator;
};

}  // namespace ohmic::sim
