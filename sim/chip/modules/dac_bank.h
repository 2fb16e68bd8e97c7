// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/array/row_driver.h"
#include "sim/chip/modules/array_context.h"
#include "sim/chip/modules/inbox.h"
#include "sim/chip/modules/words.h"

namespace ohmic::sim {

/// One digital-to-analog converter for each row: turns the input register's codes into what drives the rows
/// in each phase.
class DacBank : public sc_core::sc_module, public Receiver<RowCodes> {
 public:
  sc_core::sc_port<Receiver<Drive>> out;

  DacBank(const sc_core::sc_module_name& name, const ArrayContext& context);
  void accept(const RowCodes& words, std::int64_t cycle) override { inbox_.push(cycle) = words; }

 private:
  void run();
  void drive(const RowCodes& codes);
  void separateGroups(std::int16_t* rows);
  void countWork(const RowCodes& codes);
  [[nodiscard]] std::int64_t readsOfARow() const;

  const ArrayContext& context_;
  Inbox<RowCodes> inbox_;
  std::int64_t interval_;  ///< cycles until the unit takes the next operation
  bool drivesCodes_;       ///< rows by their codes as they are
  Drive driven_;
  std::vector<std::int32_t> work_;
  std::optional<RowDriver> drivers_;  ///< absent without DAC errors
  std::int64_t free_ = 0;             ///< cycle from which the unit takes an operation
};

}  // namespace ohmic::sim
