// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/graph/operators.h"
#include "models/graph/tensor.h"

namespace ohmic::models {

/// The operators that only move values: no arithmetic, so that they serve any 32-bit data.
void concatenate(const Concat& op, const std::vector<Shape>& inputShapes, const Shape& outputShape,
                 const std::vector<const float*>& inputs, float* output);
void pad(const Pad& op, const Shape& inputShape, const Shape& outputShape, const float* input, float* output);
void slice(const Slice& op, const Shape& inputShape, const float* input, float* output);
void gather(const Gather& op, const Shape& inputShape, const float* input, float* output);
void repeat(const Repeat& op, const Shape& inputShape, const float* input, float* output);
void transpose(const Transpose& op, const Shape& inputShape, const Shape& outputShape, const float* input,
               float* output);

/// Interpolates in float; a weight of 0 moves the value as it is.
void resize(const Resize& op, const Shape& inputShape, const float* input, float* output);

}  // namespace ohmic::models
