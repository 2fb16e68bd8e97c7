// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "models/graph/tensor.h"

namespace ohmic::models {

/// The sliding window of a convolution or a pooling, in pixels.
struct Window {
  std::int64_t kernelHeight = 1;  ///< >= 1, as are kernelWidth, strides and dilations
  std::int64_t kernelWidth = 1;
  std::int64_t strideHeight = 1;
  std::int64_t strideWidth = 1;
  std::int64_t padTop = 0;  ///< >= 0, as are the other pads
  std::int64_t padLeft = 0;
  std::int64_t padBottom = 0;
  std::int64_t padRight = 0;
  std::int64_t dilationHeight = 1;
  std::int64_t dilationWidth = 1;
};

/// Cross-correlation of {in, height, width} with a constant kernel, plus a bias per output channel.
struct Conv {
  Window window;
  std::int64_t groups = 1;  ///< divides in and out
  Tensor weight;            ///< {out, in / groups, kernelHeight, kernelWidth}
  std::vector<float> bias;  ///< out values, or none
};

/// y = W x + b on the last axis: {..., in} to {..., out}. Gemm, and MatMul with constant weights.
struct Linear {
  Tensor weight;            ///< {out, in}
  std::vector<float> bias;  ///< out values, or none
};

/// y[c] = scale[c] * x[c] + shift[c] on the first axis, in double, rounded once: a BatchNormalization.
struct ChannelAffine {
  std::vector<double> scale;  ///< one per channel, as shift
  std::vector<double> shift;
};

/// y = f(x), element by element.
struct Unary {
  enum class Kind { kRelu, kSigmoid };
  Kind kind = Kind::kRelu;
};

/// y = min(max(x, low), high).
struct Clip {
  float low;
  float high;
};

/// y = f(a, b), element by element, with NumPy's broadcasting.
struct Binary {
  enum class Kind { kAdd, kSub, kMul, kDiv };
  Kind kind = Kind::kAdd;
};

/// Largest or mean value under a window; the global poolings have a window of the image's size.
struct Pool {
  enum class Kind { kMax, kAverage };
  Kind kind = Kind::kMax;
  Window window;
  bool ceilMode = false;  ///< a last window may overhang, if it starts inside the image or its left pad
  bool countIncludePad = false;  ///< kAverage: the padding counts in the divisor
};

/// Inputs one after the other along an axis.
struct Concat {
  std::int64_t axis = 0;  ///< of the shape without batch
};

/// A border of a constant value; negative widths cut.
struct Pad {
  std::vector<std::int64_t> before;  ///< one per axis, as after
  std::vector<std::int64_t> after;
  float value = 0.0F;
};

/// Every step-th element of each axis.
struct Slice {
  std::vector<std::int64_t> starts;  ///< one per axis, within the axis
  std::vector<std::int64_t> steps;   ///< not zero; negative runs backwards
  Shape counts;                      ///< elements taken: the output's shape
};

/// Output axis i is input axis permutation[i].
struct Transpose {
  std::vector<std::int64_t> permutation;
};

/// The same values in the same order under another shape. Flatten, Reshape.
struct Reshape {
  Shape shape;
};

/// exp(x) / sum exp(x) jointly over the axes [firstAxis, endAxis).
struct Softmax {
  std::int64_t firstAxis = 0;
  std::int64_t endAxis = 1;
};

/// A tensor that is the same for every image. Has no inputs.
struct Constant {
  Tensor tensor;
};

/// What a node computes, per image. Conv and Linear may run on crossbars; all others are digital.
using Operator = std::variant<Conv, Linear, ChannelAffine, Unary, Clip, Binary, Pool, Concat, Pad, Slice,
                              Transpose, Reshape, Softmax, Constant>;

}  // namespace ohmic::models
