// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/graph/operators.h"
#include "models/graph/tensor.h"

namespace ohmic::models {

// Operators that gather statistics over several elements: sums in double, one chain in row-major order,
// rounded once.
void reduce(const Reduce& op, const Shape& inputShape, const Shape& outputShape, const float* input,
            float* output);
void normaliseGroups(const Normalise& op, const Shape& shape, const float* input, float* output);
void localResponse(const Lrn& op, const Shape& shape, const float* input, float* output);

}  // namespace ohmic::models
