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
  const std::int16_t* place(const RowCodes& words, std::int16_t* codes) const;
  void countWork(const std::int16_t* codes, int count);
  void sumOffsets(const std::int16_t* codes, std::size_t count);
  void drive(const std::int16_t* codes, std::int16_t* nominal, int phase);
  void separateGroups(std::int16_t* rows) const;
  [[nodiscard]] std::int64_t readsOfARow() const;

  const ArrayContext& context_;
  bool drivesCodes_;  ///< rows by their codes as they are
  Drive driven_;
  std::vector<std::int16_t> codes_;  ///< operation by operation, if they do not drive the rows as they are
  std::vector<std::int32_t> work_, sums_;
  std::optional<RowDriver> drivers_;  ///< absent without DAC errors
};

}  // namespace ohmic::sim
