// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/operand.h"

#include <limits>

namespace ohmic::models {

IntRange rangeOf(IntType type) {
  switch (type) {
    case IntType::boolean:
      return {0, 1};
    case IntType::int4:
      return {-8, 7};
    case IntType::uint4:
      return {0, 15};
    case IntType::int8:
      return {-128, 127};
    case IntType::uint8:
      return {0, 255};
    case IntType::int16:
      return {-32768, 32767};
    case IntType::uint16:
      return {0, 65535};
    case IntType::int32:
      return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
    case IntType::uint32:
      return {0, std::numeric_limits<std::uint32_t>::max()};
    case IntType::int64:
      return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    case IntType::uint64:
      return {0, std::numeric_limits<std::int64_t>::max()};
  }
  return {0, 0};
}

}  // namespace ohmic::models
