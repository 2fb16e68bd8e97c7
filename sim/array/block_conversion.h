// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "devices/random/stream.h"
#include "mapping/plan.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// Conversion of a block in float without noise.
struct BlockConversion {
  float inverseLsb = 1.0F;
  float least = 0.0F;
  float greatest = 0.0F;
  std::int32_t weight = 1;  ///< what a code counts in the sums: 1 << phase, negated for the negative polarity
  bool adds = true;         ///< to what the code sums hold; false: they hold nothing yet
};

/// Of an array's plane in a phase.
/// @param isFirst  the first read of the outputs that it holds: the plane's sums find nothing there yet.
[[nodiscard]] BlockConversion blockConversion(const LayerArithmetic& arithmetic, const Plane& plane,
                                              bool isFirst, int phase);

/// The plane's stream of fresh read noise. @param node  devices::nodeHash() of the layer's name.
[[nodiscard]] devices::RandomStream readNoiseStream(const Plane& plane, std::uint64_t seed,
                                                    std::uint32_t chip, std::uint32_t node);

/// Fixed-point units squared of one count of the plane's variance, in float.
[[nodiscard]] float varianceUnit(const LayerArithmetic& arithmetic, const Plane& plane);

/// Row pairs whose sum of products cannot leave int32, whatever the levels: 128 at 8 bits.
[[nodiscard]] int panelPairs(const LayerArithmetic& arithmetic);

/// Row pairs whose sum of noise weights, less 2^15, times variance counts cannot leave int32.
inline constexpr int kVariancePanelPairs = 64;

/// Whether a block form may convert the layer's sums: in float, its shifted codes added in int32.
[[nodiscard]] bool convertsInBlocks(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic);

/// Whether it may convert a plane's: sums of one panel, noise weights of 16 bits.
[[nodiscard]] bool convertsInBlocks(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic,
                                    const Plane& plane);

}  // namespace ohmic::sim
