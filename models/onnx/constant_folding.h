// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/graph/operators.h"
#include "models/onnx/operand.h"

namespace ohmic::models {

/// The operator's result on constants, which need no batch dimension.
/// @throws configs::InputError if the operator refuses their shapes, or the result is far larger than they
/// are.
[[nodiscard]] Tensor foldConstants(const Operator& op, const std::vector<const Tensor*>& inputs);

/// The same for integers.
/// @throws configs::InputError for operators that do more than move values: all but Concat, Slice, Transpose,
/// Reshape, Gather, Repeat.
[[nodiscard]] IntTensor moveIntegers(const Operator& op, const std::vector<const IntTensor*>& inputs);

/// The same numbers as floats.
[[nodiscard]] Tensor asReals(const IntTensor& integers);

/// Element by element in 64-bit integers, with broadcasting; division truncates.
/// @throws configs::InputError on overflow or division by zero.
[[nodiscard]] IntTensor combineIntegers(Binary::Kind kind, const IntTensor& first, const IntTensor& second);

}  // namespace ohmic::models
