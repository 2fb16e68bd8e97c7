// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "devices/random/stream.h"
#include "sim/chip/modules/array_context.h"
#include "sim/chip/modules/inbox.h"
#include "sim/chip/modules/words.h"

namespace ohmic::sim {

/// Converters that share an array's columns, one column after the other. Fresh read noise is drawn here,
/// where a conversion is counted.
class AdcBank : public sc_core::sc_module, public Receiver<ColumnSums> {
 public:
  sc_core::sc_port<Receiver<Codes>> out;

  AdcBank(const sc_core::sc_module_name& name, const ArrayContext& context);
  void accept(const ColumnSums& words, std::int64_t cycle) override { inbox_.push(cycle) = words; }

 private:
  void run();
  void convert(const ColumnSums& held);
  void count(const Plane& plane, int pass, const std::int64_t* codes);

  const ArrayContext& context_;
  Inbox<ColumnSums> inbox_;
  std::vector<devices::RandomStream> noise_;  ///< for each plane
  Codes codes_;
  std::int64_t cycles_;  ///< from the first held read to the last code of the last
};

}  // namespace ohmic::sim
