// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/chip/modules/accumulator.h"
#include "sim/chip/modules/replica.h"
#include "sim/chip/modules/sequencer.h"

namespace ohmic::sim {

/// What runs one layer of the plan: starts its positions, keeps the time of its arrays, and gathers what they
/// make of them.
class LayerUnit : public sc_core::sc_module {
 public:
  LayerUnit(const sc_core::sc_module_name& name, ChipContext& context, std::size_t layer)
      : sc_module(name), sequencer("sequencer", context, layer), accumulator("accumulator", context, layer) {
    for (std::size_t r = 0; r < sequencer.lanes(); ++r) {
      replicas_.push_back(
          std::make_unique<Replica>(("replica_" + std::to_string(r)).c_str(), context, layer, r));
      sequencer.replicas(*replicas_.back());
      replicas_.back()->out(accumulator);
    }
  }

  Sequencer sequencer;
  Accumulator accumulator;

 private:
  std::vector<std::unique_ptr<Replica>> replicas_;
};

}  // namespace ohmic::sim
