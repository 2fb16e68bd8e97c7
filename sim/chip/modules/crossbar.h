// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "sim/array/column/gated_kernel.h"
#include "sim/chip/modules/array_context.h"
#include "sim/chip/modules/words.h"

namespace ohmic::sim {

/// The cells: column currents of every plane and pass, as exact sums.
class Crossbar : public sc_core::sc_module, public Follower<Drive> {
 public:
  sc_core::sc_port<Follower<ColumnSums>> out;

  Crossbar(const sc_core::sc_module_name& name, const ArrayContext& context);
  void take(Drive& words) override;

 private:
  void sumPlane(const Plane& plane, const Drive& drive, std::int32_t* sums);
  void sumNoise(const Plane& plane, const std::vector<std::int16_t>& nominal);
  void addBends(const Plane& plane, const std::vector<std::int16_t>& drive);
  void sumDrives(const Drive& drive);

  const ArrayContext& context_;
  bool isGated_;           ///< the inputs switch the cells
  int panelPairs_;         ///< row pairs whose products cannot overflow int32
  SwitchedRows switched_;  ///< of an operation's passes
  ColumnSums sums_;
};

}  // namespace ohmic::sim
