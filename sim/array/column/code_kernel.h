// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "devices/converters/dac.h"

namespace ohmic::sim {

/// codes[x * channels + c] = Dac::code() of input[c * stride + x], for width pixels.
///
/// @param channels  even.
/// @param pairs     workspace, channels / 2 x width numbers.
void quantiseLine(const float* input, std::ptrdiff_t stride, int channels, int width, const devices::Dac& dac,
                  std::int32_t* pairs, std::int16_t* codes);

/// to[r * toStep + i] = from[r * fromStep + i] for each of some runs of neighbouring numbers.
void copyRuns(const std::int16_t* from, std::ptrdiff_t fromStep, int runs, int numbers, std::int16_t* to,
              std::ptrdiff_t toStep);

}  // namespace ohmic::sim
