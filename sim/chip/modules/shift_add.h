// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "sim/chip/modules/array_context.h"
#include "sim/chip/modules/words.h"

namespace ohmic::sim {

/// Adds an array's codes, each shifted by its slice and phase, into one sum for each output.
class ShiftAdd : public sc_core::sc_module, public Follower<Codes> {
 public:
  sc_core::sc_port<Follower<PartialSums>> out;

  ShiftAdd(const sc_core::sc_module_name& name, const ArrayContext& context)
      : sc_module(name), context_(context) {}
  void take(Codes& words) override;

 private:
  void add(const Plane& plane, int phase, const std::int64_t* codes, bool begins);

  const ArrayContext& context_;
  PartialSums sums_;
};

}  // namespace ohmic::sim
