// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/graph/tensor.h"

namespace ohmic::models {

/// A NumPy array: numbers or texts, row major and little endian, however its file holds them.
struct NumpyArray {
  Shape shape;
  char kind = 'u';    ///< NumPy's: 'b' truth, 'i' and 'u' integers, 'f' floats, 'U' and 'S' texts
  std::int64_t size;  ///< bytes of an element
  std::string bytes;  ///< elementCount(shape) * size
};

/// Read the bytes of a .npy file, format 1 to 3: any order of bytes and axes; truth, integers of 1 to 8
/// bytes, floats of 2 to 8, texts.
///
/// Source  NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".
/// @throws configs::InputError: no such file, another type (objects, records, complex numbers, dates, long
///         doubles), short or long.
[[nodiscard]] NumpyArray parseNpy(std::string_view bytes);

/// NumPy's name of the element type: "uint8", "float32", "bool", "text".
[[nodiscard]] std::string typeName(const NumpyArray& array);

[[nodiscard]] bool isText(const NumpyArray& array);

/// The elements as doubles (integers above 2^53 are rounded). @pre !isText(array)
[[nodiscard]] std::vector<double> doublesOf(const NumpyArray& array);

/// The elements as floats, rounded once. @pre !isText(array)
[[nodiscard]] std::vector<float> floatsOf(const NumpyArray& array);

/// The elements as UTF-8, without the zeros that NumPy pads with. @pre isText(array)
[[nodiscard]] std::vector<std::string> textsOf(const NumpyArray& array);

}  // namespace ohmic::models
