// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace ohmic::models {

/// Neighbouring outputs whose operands lie side by side, too.
inline constexpr std::size_t kGroup = 16;

struct Group {
  std::int64_t source;  ///< the first operand at step 0, in floats
  std::int64_t output;  ///< the first output within a row
  std::size_t count;    ///< outputs, at most kGroup; the operands of kGroup are read
};

/// Weights in the order in which the product reads them: blocks of rows, in a block step by step.
class PackedRows {
 public:
  /// @param weights  rows of depth floats.
  PackedRows(const float* weights, std::size_t rows, std::size_t depth);

  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t depth() const noexcept { return depth_; }

  /// Rows of one block; the last may have fewer.
  [[nodiscard]] std::size_t blockRows() const noexcept { return blockRows_; }

  /// @param row  the first of a block, whose weights lie row by row within a step.
  [[nodiscard]] const float* block(std::size_t row) const noexcept { return values_.data() + row * depth_; }

 private:
  std::size_t rows_;
  std::size_t depth_;
  std::size_t blockRows_;
  std::vector<float> values_;
};

/// What happens to a sum before it is stored, in this order: + bias, + addend, raised to low, cut to high.
/// Each is rounded by itself; what is not a number stays so.
struct Finish {
  const float* bias = nullptr;    ///< one for each row, or null
  const float* addend = nullptr;  ///< laid out as the outputs, or null
  float low = -std::numeric_limits<float>::infinity();
  float high = std::numeric_limits<float>::infinity();
};

/// A part of the steps of a sum.
struct StepRange {
  std::size_t first;
  std::size_t count;
  const std::int64_t* places;  ///< where the operands of each lie, in floats
};

/// outputs[r][group.output + i] = sum over k of weights[r][k] * source[places[k] + group.source + i],
/// finished.
///
/// Every output is one chain of fused multiply-adds in the order of k, whatever the vector width, so that
/// each processor gives the same bits. It starts from zero at step 0, from what the outputs hold at a later
/// one.
///
/// @param outputs  rows outputStride apart.
void multiplyGroups(const PackedRows& weights, const StepRange& steps, const float* source,
                    const Group* groups, std::size_t groupCount, const Finish& finish, float* outputs,
                    std::size_t outputStride);

}  // namespace ohmic::models
