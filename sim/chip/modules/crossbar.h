// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "devices/wires/gated_column.h"
#include "sim/chip/modules/array_context.h"
#include "sim/chip/modules/inbox.h"
#include "sim/chip/modules/words.h"

namespace ohmic::sim {

/// The cells: column currents of every plane and pass, as exact sums.
class Crossbar : public sc_core::sc_module, public Receiver<Drive> {
 public:
  sc_core::sc_port<Receiver<ColumnSums>> out;

  Crossbar(const sc_core::sc_module_name& name, const ArrayContext& context);
  void accept(const Drive& words, std::int64_t cycle) override { inbox_.push(cycle) = words; }

 private:
  void run();
  void sumPlane(const Plane& plane, const std::int16_t* drive, std::int64_t* sums);
  void addProducts(const Plane& plane, const std::int16_t* drive, int group, int firstPair, int pairs,
                   std::int64_t* sums);
  void sumNoise(const Plane& plane, const std::int16_t* nominal);
  void addBends(const Plane& plane, const std::int16_t* drive);

  const ArrayContext& context_;
  int panelPairs_;  ///< row pairs whose products cannot overflow int32
  Inbox<Drive> inbox_;
  std::vector<std::int32_t> panel_;
  std::vector<devices::GatedRow> switched_;  ///< of one pass
  ColumnSums sums_;
};

}  // namespace ohmic::sim
