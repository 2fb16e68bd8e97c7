// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/element_type.h"

#include <array>

namespace ohmic::models {

std::string elementTypeName(std::int32_t type) {
  constexpr std::array<const char*, 27> kNames = {
      "UNDEFINED", "FLOAT",   "UINT8",        "INT8",           "UINT16",     "INT16",          "INT32",
      "INT64",     "STRING",  "BOOL",         "FLOAT16",        "DOUBLE",     "UINT32",         "UINT64",
      "COMPLEX64", "COMPLEX128", "BFLOAT16",  "FLOAT8E4M3FN",   "FLOAT8E4M3FNUZ", "FLOAT8E5M2", "FLOAT8E5M2FNUZ",
      "UINT4",     "INT4",    "FLOAT4E2M1",   "FLOAT8E8M0",     "UINT2",      "INT2"};
  const auto index = static_cast<std::size_t>(type);
  return type >= 0 && index < kNames.size() ? kNames[index] : std::to_string(type);
}

bool isRealType(std::int32_t type) {
  return type == kFloat || type == kFloat16 || type == kBfloat16 || type == kDouble;
}

std::optional<IntType> intTypeOf(std::int32_t type) {
  switch (type) {
    case kBool:
      return IntType::kBool;
    case kInt4:
      return IntType::kInt4;
    case kUint4:
      return IntType::kUint4;
    case kInt8:
      return IntType::kInt8;
    case kUint8:
      return IntType::kUint8;
    case kInt16:
      return IntType::kInt16;
    case kUint16:
      return IntType::kUint16;
    case kInt32:
      return IntType::kInt32;
    case kUint32:
      return IntType::kUint32;
    case kInt64:
      return IntType::kInt64;
    case kUint64:
      return IntType::kUint64;
    default:
      return std::nullopt;
  }
}

}  // namespace ohmic::models
