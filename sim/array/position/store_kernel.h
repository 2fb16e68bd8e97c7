// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/array/position/position_block.h"
#include "sim/array/storing.h"

namespace ohmic::sim {

/// Where a block's code sums go.
struct PositionOutput {
  const std::int32_t* codeSums = nullptr;  ///< slice x column x position
  std::ptrdiff_t sliceStride = 0;
  int slices = 1;
  const double* weight = nullptr;  ///< of a code, for each slice
  const double* gain = nullptr;    ///< of each column, like the following
  const double* known = nullptr;
  const double* factor = nullptr;
  const double* bias = nullptr;
  Storing storing = Storing::plain;
};

/// Dequantise: output[c * stride + p], as LayerArithmetic::output().
void storePositions(const PositionOutput& sums, int positions, int columns, float* output,
                    std::ptrdiff_t stride);

}  // namespace ohmic::sim
