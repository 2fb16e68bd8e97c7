// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/row_driver.h"

#include <algorithm>
#include <cmath>

#include "devices/random/normal.h"

namespace ohmic::sim {

RowDriver::RowDriver(const LayerArithmetic& arithmetic, const mapping::ArrayPlan& array,
                     std::uint32_t replica, std::uint32_t node, const ChipMoment& moment)
    : arithmetic_(arithmetic),
      rowBegin_(static_cast<std::uint32_t>(array.rowBegin)),
      noise_(moment.seed, devices::Purpose::driverNoise, moment.chip, node,
             static_cast<std::uint32_t>(array.columnBegin)),
      bow_(static_cast<std::size_t>(array.rows)) {
  const devices::RandomStream drivers(moment.seed, devices::Purpose::driver, moment.chip, node, 0);
  devices::drawNormals(drivers,
                       {static_cast<std::uint32_t>(array.columnBegin), rowBegin_,
                        static_cast<std::uint32_t>(array.rows), replica, 0},
                       bow_.data());
}

void RowDriver::drive(const std::int16_t* nominal, std::uint32_t image, std::uint32_t position,
                      std::uint32_t phase, std::int16_t* driven) const {
  const auto& errors = arithmetic_.dacErrors;
  const double codes = static_cast<double>(1 << arithmetic_.dacFractionBits);
  const double limit = arithmetic_.greatestDriven;
  const std::int32_t greatest = arithmetic_.input.greatestDrive();
  devices::RandomBlock block{};
  for (std::size_t k = 0; k < bow_.size(); ++k) {
    double draw = 0.0;
    if (errors.noise > 0.0) {
      const std::uint32_t row = rowBegin_ + static_cast<std::uint32_t>(k);
      if (k == 0 || row % 4 == 0) {
        block = noise_.block(image, position, row / 4, phase);
      }
      draw = static_cast<double>(devices::standardNormal(block[row % 4]));
    }
    const double exact =
        nominal[k] + errors.deviation(nominal[k], greatest, static_cast<double>(bow_[k]), draw);
    driven[k] = static_cast<std::int16_t>(std::clamp(std::nearbyint(exact * codes), -limit, limit));
  }
}

}  // namespace ohmic::sim
