// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/onnx/node_reader.h"

namespace ohmic::models {

/// How codes stand for numbers: x = scale (code - zero), with one scale and zero for the whole tensor, for
/// each index of an axis, or for each block along an axis.
struct Scales {
  Tensor scale;
  std::vector<float> zero;   ///< as scale.values, or one
  std::int64_t axis = 0;     ///< of the operand in the file; where there is one scale, any
  std::int64_t block = 0;    ///< elements along the axis that share a scale; 0: no blocks
  bool isBroadcast = false;  ///< the scale has a shape that broadcasts to the operand's, as QONNX writes it

  [[nodiscard]] bool isOne() const { return scale.values.size() == 1; }
  [[nodiscard]] bool isSymmetric() const;  ///< all zeros are 0

  /// The tensor's scales, or zeros, in a shape that broadcasts to @p shape.
  [[nodiscard]] Tensor spread(const std::vector<float>& values, const Shape& shape) const;

  /// Marks a tensor of whole multiples of the scales as such.
  void markSteps(Tensor& tensor) const;
};

/// scale (code - zero) of a constant; weights that are symmetric about 0 remember their steps.
[[nodiscard]] Tensor dequantise(const IntTensor& codes, const Scales& scales);

/// clamp(round(x / scale) + zero) of a constant.
[[nodiscard]] IntTensor quantise(const Tensor& reals, const Scales& scales, IntType type);

/// scale (code - zero) of an operand.
[[nodiscard]] std::size_t dequantise(NodeReader& node, std::size_t x, const Scales& scales,
                                     const std::string& step);

/// Codes of an operand that depends on the image, within [low, high].
[[nodiscard]] std::size_t quantise(NodeReader& node, std::size_t x, const Scales& scales, float low,
                                   float high, const std::string& step);

/// Gives the node's output codes of a result.
/// @param scale, zero  the inputs with their scale and zero; without a zero it is 0, and codes are UINT8.
void bindCodes(NodeReader& node, std::size_t x, std::size_t scale, std::size_t zero);

/// The difference of codes and their zero, as numbers. The zero may be omitted and may depend on the image.
/// @param axis  of the codes that the zeros belong to, where there are several.
[[nodiscard]] std::size_t lessZero(NodeReader& node, std::size_t x, std::size_t zero, std::int64_t axis,
                                   const std::string& step);

/// Codes whose scale and zero depend on the image, as DynamicQuantizeLinear defines them.
struct DynamicCodes {
  std::size_t codes;  ///< in [0, 255]
  std::size_t scale;
  std::size_t zero;
};

/// Codes of an operand over its own range, 0 included. The scale of an operand of zeros is 1, as ONNX Runtime
/// has it; the specification divides by 0.
/// @throws configs::InputError if images of a batch would share a scale.
[[nodiscard]] DynamicCodes codesByRange(NodeReader& node, std::size_t x);

/// The scales of two operands of a node, the zero's optional.
/// @throws configs::InputError if they depend on the image, or a scale is not finite and above 0.
[[nodiscard]] Scales readScales(const NodeReader& node, std::size_t scale, std::size_t zero,
                                std::int64_t axis);

}  // namespace ohmic::models
