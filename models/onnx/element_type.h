// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "models/onnx/operand.h"

namespace ohmic::models {

/// ONNX's element types as numbers, also those that the installed library is too old to name.
enum ElementType : std::int32_t {
  kFloat = 1,
  kUint8 = 2,
  kInt8 = 3,
  kUint16 = 4,
  kInt16 = 5,
  kInt32 = 6,
  kInt64 = 7,
  kBool = 9,
  kFloat16 = 10,
  kDouble = 11,
  kUint32 = 12,
  kUint64 = 13,
  kBfloat16 = 16,
  kUint4 = 21,
  kInt4 = 22
};

/// "UINT4"; the number of a type that has no name.
[[nodiscard]] std::string elementTypeName(std::int32_t type);

/// Whether numbers of the type become floats: FLOAT, FLOAT16, BFLOAT16, DOUBLE.
[[nodiscard]] bool isRealType(std::int32_t type);

/// The type of whole numbers that an element type is; none for reals, texts and the rest.
[[nodiscard]] std::optional<IntType> intTypeOf(std::int32_t type);

/// The same the other way round.
[[nodiscard]] std::int32_t elementTypeOf(IntType type);

}  // namespace ohmic::models
