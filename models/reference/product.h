// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/graph/operators.h"
#include "models/graph/tensor.h"

namespace ohmic::models {

/// The float convolution of one image: {in, height, width} to @p outputShape.
void convolve(const Conv& op, const Shape& inputShape, const Shape& outputShape, const float* input,
              float* output);

/// W x + b on each of @p rows rows.
void multiply(const Linear& op, std::int64_t rows, const float* input, float* output);

/// The product of two activations' last two axes; the axes before them broadcast.
void multiplyMatrices(const Shape& firstShape, const Shape& secondShape, const Shape& outputShape,
                      const float* first, const float* second, float* output);

}  // namespace ohmic::models
