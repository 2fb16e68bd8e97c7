// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "devices/random/stream.h"
#include "sim/array/column/conversion_kernel.h"
#include "sim/array/plain_read.h"
#include "sim/chip/modules/array_context.h"
#include "sim/chip/modules/words.h"

namespace ohmic::sim {

/// Converters that share an array's columns, one column after the other. Fresh read noise is drawn here,
/// where a conversion is counted.
class AdcBank : public sc_core::sc_module, public Follower<ColumnSums> {
 public:
  sc_core::sc_port<Follower<Codes>> out;

  AdcBank(const sc_core::sc_module_name& name, const ArrayContext& context);
  void take(ColumnSums& words) override;

 private:
  /// Which conversions: a pass of a plane.
  struct Read {
    std::size_t plane;
    int pass;
    std::size_t number;  ///< of all
  };
  [[nodiscard]] ConversionSite siteOf(const ColumnSums& held, const Read& read, int index) const;
  [[nodiscard]] ColumnSignals signalsOf(const ColumnSums& held, const Read& read, int index) const;
  [[nodiscard]] BlockNoise noiseOf(const ColumnSums& held, const Read& read);
  void convertTogether(const ColumnSums& held, const Read& read, std::int64_t* codes);
  void convertEach(const ColumnSums& held, const Read& read, std::int64_t* codes);
  void count(const Read& read, int operations, std::int64_t saturated);

  const ArrayContext& context_;
  bool convertsTogether_;                     ///< the conversions of a read by the block kernel
  std::vector<devices::RandomStream> noise_;  ///< for each plane
  std::vector<std::int32_t> block_;           ///< codes of a read: operations x padded columns
  std::vector<double> variances_;             ///< counts, in the same order
  std::vector<float> common_;                 ///< for each operation
  std::vector<std::int64_t> sums_;            ///< of one operation's columns
  Codes codes_;
};

}  // namespace ohmic::sim
