// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/graph/operators.h"
#include "models/graph/tensor.h"

namespace ohmic::models {

/// Operators that compute each output element from one element of each input; NaN stays NaN.
void applyUnary(const Unary& op, std::int64_t count, const float* input, float* output);
void clip(const Clip& op, std::int64_t count, const float* input, float* output);
void scaleChannels(const ChannelAffine& op, const Shape& shape, const float* input, float* output);
void applyBinary(const Binary& op, const Shape& firstShape, const Shape& secondShape,
                 const Shape& outputShape, const float* first, const float* second, float* output);

/// Inputs: condition, then what is taken where it is not 0, then what is taken elsewhere.
void select(const std::vector<Shape>& inputShapes, const Shape& outputShape,
            const std::vector<const float*>& inputs, float* output);
void quantise(const Quantise& op, std::int64_t count, const float* input, float* output);

/// Normalises over the operator's axes: exponentials and their sum in double.
void softmax(const Softmax& op, const Shape& shape, const float* input, float* output);

}  // namespace ohmic::models
