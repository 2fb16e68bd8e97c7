// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace ohmic::sim {

/// What turns a block's code sums into outputs.
struct BlockOutput {
  const std::int32_t* codeSums = nullptr;  ///< slices x (a multiple of positions) x stride
  std::ptrdiff_t sliceStride = 0;          ///< numbers from one slice to the next
  std::ptrdiff_t stride = 0;               ///< numbers from one position to the next, here and in the rows
  int slices = 1;
  const double* weight = nullptr;  ///< for each slice, fixed-point units of a code
  const double* gain = nullptr;    ///< for each column, as are the others; padded to stride
  const double* known = nullptr;   ///< fixed-point units to subtract
  const double* factor = nullptr;
  const double* bias = nullptr;
};

/// rows[p][c] = float((sum over slices of code * weight) * gain - known) * factor + bias), in double: what
/// LayerArithmetic::output() gives.
/// @pre every sum is below 2^53 fixed-point units.
/// @param rows  positions x stride.
void dequantiseBlock(const BlockOutput& output, int positions, int columns, float* rows);

/// output[c * outputStride + p] = rows[p * stride + c].
void transposeBlock(const float* rows, std::ptrdiff_t stride, int positions, int columns, float* output,
                    std::ptrdiff_t outputStride);

}  // namespace ohmic::sim
