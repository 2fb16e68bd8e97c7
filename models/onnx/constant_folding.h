// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/graph/operators.h"
#include "models/onnx/operand.h"

namespace ohmic::models {

/// Above this a folded constant may not be larger than its operands together, so that a small file cannot ask
/// for much memory.
inline constexpr std::int64_t kMostFolded = 1 << 24;

/// The operator's result on constants, which need no batch dimension: in whole numbers where all operands
/// are, else in floats.
/// @throws configs::InputError if the operator refuses their shapes or types, or the result is far larger
/// than they
///         are.
[[nodiscard]] Operand foldConstants(const Operator& op, const std::vector<const Operand*>& inputs);

/// The same numbers as floats.
[[nodiscard]] Tensor asReals(const IntTensor& integers);
[[nodiscard]] Tensor asReals(const Operand& constant);

/// The same numbers in another type, cut off at its bits as two's complement.
[[nodiscard]] IntTensor castIntegers(IntTensor integers, IntType type);

/// @p real without what is behind its point; beyond 64 bits the last number of that side.
/// @throws configs::InputError if it is not a number.
[[nodiscard]] std::int64_t wholePart(double real);

/// The operator's result on floats.
[[nodiscard]] Tensor foldReals(const Operator& op, const std::vector<const Tensor*>& inputs);

/// The operator's result on whole numbers, of the first operand's type or of truth values; division
/// truncates.
/// @throws configs::InputError for operators that ONNX defines on floats only, and on overflow of 64 bits or
/// division
///         by zero.
[[nodiscard]] IntTensor foldIntegers(const Operator& op, const std::vector<const IntTensor*>& inputs);

/// @throws configs::InputError if a result is larger than kMostFolded and than its operands.
void checkGrowth(const Shape& result, std::int64_t operands);

}  // namespace ohmic::models
