// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace ohmic::sim {

/// Which chip at which time: what the draws depend on beside the weight's place.
struct ChipMoment {
  std::uint64_t seed = 1;
  std::uint32_t chip = 0;
  double readTime = 0.0;  ///< seconds since the end of programming
};

/// Number of a slice and polarity (0: the pair, +1, -1) in a stream's key. Offset cells are +1.
[[nodiscard]] constexpr std::uint32_t planeOf(int slice, int polarity) noexcept {
  return static_cast<std::uint32_t>(slice) * 4 + (polarity == 0 ? 0U : polarity > 0 ? 1U : 2U);
}

}  // namespace ohmic::sim
