// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/element_type.h"

#include <array>

namespace ohmic::models {

std::string elementTypeName(std::int32_t type) {
  constexpr std::array<const char*, 27> kNames = {
      "UNDEFINED",      "FLOAT",    "UINT8",        "INT8",           "UINT16",
      "INT16",          "INT32",    "INT64",        "STRING",         "BOOL",
      "FLOAT16",        "DOUBLE",   "UINT32",       "UINT64",         "COMPLEX64",
      "COMPLEX128",     "BFLOAT16", "FLOAT8E4M3FN", "FLOAT8E4M3FNUZ", "FLOAT8E5M2",
      "FLOAT8E5M2FNUZ", "UINT4",    "INT4",         "FLOAT4E2M1",     "FLOAT8E8M0",
      "UINT2",          "INT2"};
  const auto index = static_cast<std::size_t>(type);
  return type >= 0 && index < kNames.size() ? kNames[index] : std::to_string(type);
}

bool isRealType(std::int32_t type) {
  return type == kFloat || type == kFloat16 || type == kBfloat16 || type == kDouble;
}

namespace {

struct Pair {
  std::int32_t element;
  IntType type;
};

constexpr std::array<Pair, 11> kIntegers = {{{kBool, IntType::boolean},
                                             {kInt4, IntType::int4},
                                             {kUint4, IntType::uint4},
                                             {kInt8, IntType::int8},
                                             {kUint8, IntType::uint8},
                                             {kInt16, IntType::int16},
                                             {kUint16, IntType::uint16},
                                             {kInt32, IntType::int32},
                                             {kUint32, IntType::uint32},
                                             {kInt64, IntType::int64},
                                             {kUint64, IntType::uint64}}};

}  // namespace

std::optional<IntType> intTypeOf(std::int32_t type) {
  for (const Pair& pair : kIntegers) {
    if (pair.element == type) {
      return pair.type;
    }
  }
  return std::nullopt;
}

std::int32_t elementTypeOf(IntType type) {
  for (const Pair& pair : kIntegers) {
    if (pair.type == type) {
      return pair.element;
    }
  }
  return kInt64;
}

}  // namespace ohmic::models
