// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// What the converters see, for calibration: told after each product.
class SumListener {
 public:
  virtual ~SumListener() = default;
  /// @param sums  some of the plane's in a phase, in fixed-point units.
  virtual void hear(const Plane& plane, int phase, const std::int64_t* sums, int count) = 0;
};

}  // namespace ohmic::sim
