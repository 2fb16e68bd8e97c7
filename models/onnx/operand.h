// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "models/graph/tensor.h"

namespace ohmic::models {

/// A constant of integers: shapes, axes, indices.
struct IntTensor {
  Shape shape;
  std::vector<std::int64_t> values;
  bool isUnsigned = false;  ///< of type uint8: the codes of a quantised activation reach from 0 to 255
};

/// A value that depends on the image: its index in the graph.
///
/// In the file its shape begins with the batch, which the graph's shape leaves out. Where the batch is 1 the
/// file may also move the batch elsewhere or merge it with another axis (attention does); then the graph's
/// shape is the file's.
struct Activation {
  std::size_t value;
  bool batchFirst = true;
};

/// What an ONNX tensor name stands for during the import. Constants keep the shape that the file gives them.
using Operand = std::variant<Activation, Tensor, IntTensor>;

}  // namespace ohmic::models
