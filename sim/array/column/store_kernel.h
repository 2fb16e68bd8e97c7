// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace ohmic::sim {

/// What turns sums in fixed-point units into outputs: for each column, padded to whole vectors.
struct ColumnOutput {
  const double* gain = nullptr;
  const double* known = nullptr;  ///< fixed-point units to subtract
  const double* factor = nullptr;
  const double* bias = nullptr;
};

/// What turns a block's code sums into outputs.
struct BlockOutput {
  const std::int32_t* codeSums = nullptr;  ///< slices x (a multiple of positions) x stride
  std::ptrdiff_t sliceStride = 0;          ///< numbers from one slice to the next
  std::ptrdiff_t stride = 0;               ///< numbers from one position to the next, here and in the rows
  int slices = 1;
  const double* weight = nullptr;  ///< for each slice, fixed-point units of a code
  ColumnOutput column;
};

/// rows[p][c] = float((sum over slices of code * weight) * gain - known) * factor + bias), in double: what
/// LayerArithmetic::output() gives.
/// @pre every sum is below 2^53 fixed-point units.
/// @param rows  positions x stride.
void dequantiseBlock(const BlockOutput& output, int positions, int columns, float* rows);

/// The same of sums in fixed-point units, any of 64 bits. @param sums, rows  positions x stride.
/// @pre the stride holds the columns' last vector: columns + PairedRows::kColumnStep will do.
void dequantiseSums(const ColumnOutput& output, const std::int64_t* sums, std::ptrdiff_t stride,
                    int positions, int columns, float* rows);

/// sums[i] += codes[i] * weight. @pre codes and weight fit 32 bits. @param begins  the sums hold nothing yet.
void addWeighted(const std::int64_t* codes, std::int64_t weight, std::ptrdiff_t count, bool begins,
                 std::int64_t* sums);

/// output[c * outputStride + p] = rows[p * stride + c].
void transposeBlock(const float* rows, std::ptrdiff_t stride, int positions, int columns, float* output,
                    std::ptrdiff_t outputStride);

}  // namespace ohmic::sim
