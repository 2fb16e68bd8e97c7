// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/graph/operators.h"
#include "models/graph/tensor.h"

namespace ohmic::models {

/// Largest or mean value under each window. A mean is one chain of additions in row-major order, divided by
/// the number of pixels: those inside the image, or with countIncludePad those inside the padded image. NaN
/// stays NaN.
void pool(const Pool& op, const Shape& inputShape, const Shape& outputShape, const float* input,
          float* output);

}  // namespace ohmic::models
