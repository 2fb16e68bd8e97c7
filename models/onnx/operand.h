// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "models/graph/tensor.h"

namespace ohmic::models {

/// What whole numbers of a file are stored as.
enum class IntType { boolean, int4, uint4, int8, uint8, int16, uint16, int32, uint32, int64, uint64 };

/// The numbers that a type holds, of UINT64 those below 2^63.
struct IntRange {
  std::int64_t least;
  std::int64_t greatest;
};

[[nodiscard]] IntRange rangeOf(IntType type);

/// A constant of integers: shapes, axes, indices, codes of a quantised model.
struct IntTensor {
  Shape shape;
  std::vector<std::int64_t> values;
  IntType type = IntType::int64;
};

/// A value that depends on the image: its index in the graph.
///
/// In the file its shape begins with the batch, which the graph's shape leaves out. Where the batch is 1 the
/// file may also move the batch elsewhere or merge it with another axis (attention does); then the graph's
/// shape is the file's.
struct Activation {
  std::size_t value;
  bool batchFirst = true;
  bool isInteger = false;  ///< whole numbers in the file, where a division truncates; floats in the graph
};

/// What an ONNX tensor name stands for during the import. Constants keep the shape that the file gives them.
using Operand = std::variant<Activation, Tensor, IntTensor>;

}  // namespace ohmic::models
