// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "devices/random/stream.h"
#include "sim/array/chip_moment.h"
#include "sim/array/layer_arithmetic.h"

namespace ohmic::sim {

/// The drivers of one array's rows, with their errors: what a row gets instead of its code.
class RowDriver {
 public:
  /// @param arithmetic  outlives the driver.
  /// @param node        hash of the layer's name.
  RowDriver(const LayerArithmetic& arithmetic, const mapping::ArrayPlan& array, std::uint32_t replica,
            std::uint32_t node, const ChipMoment& moment);

  /// What drives the rows in one read, in 2^-d codes, rounded and limited to the greatest drive.
  ///
  /// @param nominal  the array's rows: LayerArithmetic::input.drive() of each code.
  void drive(const std::int16_t* nominal, std::uint32_t image, std::uint32_t position, std::uint32_t phase,
             std::int16_t* driven) const;

 private:
  const LayerArithmetic& arithmetic_;
  std::uint32_t rowBegin_;
  devices::RandomStream noise_;
  std::vector<float> bow_;  ///< standard normal, one for each row
};

}  // namespace ohmic::sim
