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
  bool isTurned = false;    ///< the network's file has the matrix as {in, out}
};

/// y[c] = scale[c] * x[c] + shift[c] along one axis, in double, rounded once: a BatchNormalization.
struct ChannelAffine {
  std::vector<double> scale;  ///< one per channel, as shift
  std::vector<double> shift;
  std::int64_t axis = 0;  ///< the channels': the first, of tokens the last
};

/// y = f(x), element by element.
///
///     hardSigmoid  min(max(alpha x + beta, 0), 1)     hardSwish   x min(max(x / 6 + 1 / 2, 0), 1)
///     leakyRelu    x < 0 ? alpha x : x                elu         x < 0 ? alpha (e^x - 1) : x
///     softplus     ln(1 + e^x)                        logicalNot  x == 0 ? 1 : 0
///     round        to the nearest, half to even       linear      alpha x + beta
///     truncate     to the nearest towards 0           sign        -1, 0 or 1
///     selu         beta (x > 0 ? x : alpha (e^x - 1)) celu        x < 0 ? alpha (e^(x / alpha) - 1) : x
///     thresholded  x > alpha ? x : 0                  softsign    x / (1 + |x|)
///     shrink       x < -beta ? x + alpha : x > beta ? x - alpha : 0
///     mish         x tanh(ln(1 + e^x))                swish       x / (1 + e^(-alpha x))
///     gelu         x / 2 (1 + erf(x / sqrt(2)))
///     geluTanh     x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))
///     isNan        x is no number ? 1 : 0
///     isInfinite   x = inf and beta != 0, or x = -inf and alpha != 0
struct Unary {
  enum class Kind {
    relu,
    sigmoid,
    tanh,
    erf,
    exp,
    log,
    sqrt,
    neg,
    abs,
    reciprocal,
    floor,
    ceil,
    round,
    linear,
    logicalNot,
    softplus,
    hardSigmoid,
    hardSwish,
    leakyRelu,
    elu,
    truncate,
    sign,
    selu,
    celu,
    thresholded,
    shrink,
    softsign,
    mish,
    gelu,
    geluTanh,
    swish,
    isNan,
    isInfinite,
    sin,
    cos,
    tan,
    asin,
    acos,
    atan,
    sinh,
    cosh,
    asinh,
    acosh,
    atanh
  };
  Kind kind = Kind::relu;
  float alpha = 0.0F;
  float beta = 0.0F;
};

/// y = min(max(x, low), high).
struct Clip {
  float low;
  float high;
};

/// y = f(a, b), element by element, with NumPy's broadcasting. pRelu: a < 0 ? b a : a. mod: what is left of
/// a by whole b, with b's sign; remainder: with a's. Comparisons give 1 or 0; exclusiveOr: whether one alone
/// is 0.
struct Binary {
  enum class Kind {
    add,
    sub,
    mul,
    div,
    pow,
    min,
    max,
    pRelu,
    equal,
    less,
    lessOrEqual,
    mod,
    remainder,
    exclusiveOr
  };
  Kind kind = Kind::add;
};

/// Largest or mean value under a window; the global poolings have a window of the image's size.
struct Pool {
  enum class Kind { max, average };
  Kind kind = Kind::max;
  Window window;
  bool ceilMode = false;  ///< a last window may overhang, if it starts inside the image or its left pad
  bool countIncludePad = false;  ///< average: the padding counts in the divisor
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

/// exp(x) / sum exp(x) jointly over the axes [firstAxis, endAxis), or its natural logarithm.
struct Softmax {
  std::int64_t firstAxis = 0;
  std::int64_t endAxis = 1;
  bool logarithm = false;
};

/// y = condition != 0 ? a : b, element by element, with NumPy's broadcasting. Inputs: condition, a, b.
struct Select {};

/// Sum, mean, extreme or product over some axes, which then have an extent of 1 or are dropped: one chain in
/// row-major order, in double, rounded once. l1 and l2 are the sum of sizes and the root of the sum of
/// squares, logSum and logSumExp the logarithm of the sum of x or e^x. argMax and argMin, over one axis,
/// give the place of the extreme: the first one, or the last.
struct Reduce {
  enum class Kind { sum, mean, max, min, product, sumSquare, l1, l2, logSum, logSumExp, argMax, argMin };
  Kind kind = Kind::sum;
  std::vector<std::int64_t> axes;  ///< ascending
  bool keepAxes = true;            ///< false drops them
  bool takesLast = false;          ///< of several extremes
};

/// y = (x - mean) / sqrt(variance + epsilon) * scale + shift, with mean and variance over the axes
/// [firstAxis, endAxis), in double, rounded once. LayerNormalization, InstanceNormalization; not centred,
/// with a mean of 0, RMSNormalization.
struct Normalise {
  std::int64_t firstAxis = 0;
  std::int64_t endAxis = 1;
  double epsilon = 1e-5;
  std::vector<float> scale;  ///< one per element of the axes, or with perGroup one per group
  std::vector<float> shift;  ///< as scale
  bool perGroup = false;     ///< a group: the elements that share a mean
  bool isCentred = true;
};

/// Local response: x / (bias + alpha / size * sum of squares of the neighbouring channels)^beta, the window
/// of
/// @c size channels from c - (size - 1) / 2 on. In double, rounded once.
struct Lrn {
  std::int64_t size = 1;
  double alpha = 1e-4;
  double beta = 0.75;
  double bias = 1.0;
};

/// Matrix product of two activations, with NumPy's rules: {..., m, k} and {..., k, n}, at least two axes
/// each.
struct MatrixProduct {};

/// Elements at constant places of one axis, which is replaced by the axes of @c shape.
struct Gather {
  std::int64_t axis = 0;
  Shape shape;
  std::vector<std::int64_t> indices;  ///< elementCount(shape) of them, within the axis
};

/// Output element i is input element i modulo the extents. Expand, Tile.
struct Repeat {
  Shape shape;  ///< as many axes as the input or more; each a multiple of the input's extent
};

/// Interpolation between two neighbours on the last two axes: (1 - weight) x[lower] + weight x[upper].
struct Resize {
  struct Tap {
    std::int64_t lower;
    std::int64_t upper;
    float weight;
  };
  std::vector<Tap> rows;     ///< one per output row
  std::vector<Tap> columns;  ///< one per output column
};

/// Integer codes: clamp(roundHalfToEven(x / scale) + zero, low, high), as floats. QuantizeLinear.
struct Quantise {
  float scale = 1.0F;
  float zero = 0.0F;
  float low = -128.0F;
  float high = 127.0F;
};

/// A tensor that is the same for every image. Has no inputs.
struct Constant {
  Tensor tensor;
};

/// What a node computes, per image. Conv and Linear may run on crossbars; all others are digital.
using Operator = std::variant<Conv, Linear, ChannelAffine, Unary, Clip, Binary, Pool, Concat, Pad, Slice,
                              Transpose, Reshape, Softmax, Select, Reduce, Normalise, Lrn, MatrixProduct,
                              Gather, Repeat, Resize, Quantise, Constant>;

}  // namespace ohmic::models
