// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/array/row_driver.h"
#include "sim/chip/modules/array_context.h"
#include "sim/chip/modules/words.h"

namespace ohmic::sim {

/// One digital-to-analog converter for each row: turns the input register's codes into what drives the rows
/// in each phase.
class DacBank : public sc_core::sc_module, public Follower<RowCodes> {
 public:
  sc_core::sc_port<Follower<Drive>> out;

  DacBank(const sc_core::sc_module_name& name, const ArrayContext& context);
  void take(RowCodes& words) override;

 private:
  void drive(const RowCodes& codes, int index);
  void separateGroups(std::int16_t* rows);
  void countWork(const RowCodes& codes);
  [[nodiscard]] std::int64_t readsOfARow() const;

  const ArrayContext& context_;
  bool drivesCodes_;  ///< rows by their codes as they are
  Drive driven_;
  std::vector<std::int32_t> work_, sums_;
  std::optional<RowDriver> drivers_;  ///< absent without DAC errors
};

}  // namespace ohmic::sim
