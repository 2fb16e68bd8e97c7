// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/operand.h"

#include <limits>

namespace ohmic::models {

IntRange rangeOf(IntType type) {
  switch (type) {
    case IntType::kBool:
      return {0, 1};
    case IntType::kInt4:
      return {-8, 7};
    case IntType::kUint4:
      return {0, 15};
    case IntType::kInt8:
      return {-128, 127};
    case IntType::kUint8:
      return {0, 255};
    case IntType::kInt16:
      return {-32768, 32767};
    case IntType::kUint16:
      return {0, 65535};
    case IntType::kInt32:
      return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
    case IntType::kUint32:
      return {0, std::numeric_limits<std::uint32_t>::max()};
    case IntType::kInt64:
      return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    case IntType::kUint64:
      return {0, std::numeric_limits<std::int64_t>::max()};
  }
  return {0, 0};
}

}  // namespace ohmic::models
