// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

namespace ohmic::devices {

/// Input quantisation: code = clamp(round_half_even(x * inverseScale), least, greatest), in float. A code
/// above 32767 (16 bits, never negative) keeps its 16 bits.
struct Dac {
  float inverseScale = 1.0F;  ///< codes for one unit of the activation
  std::int32_t least = 0;
  std::int32_t greatest = 255;  ///< below 2^22

  [[nodiscard]] std::int16_t code(float x) const noexcept {
    constexpr float kShift = 12582912.0F;  // 1.5 * 2^23: adding it leaves no fraction, ties to even
    const float v =
        std::min(std::max(x * inverseScale, static_cast<float>(least)), static_cast<float>(greatest));
    return static_cast<std::int16_t>(static_cast<std::int32_t>((v + kShift) - kShift));
  }
};

/// What drives a row in phase @p phase of a bit-serial read: that bit of the code's magnitude, with the
/// code's sign (bipolar drive). Codes that are never negative use all 16 bits of their container.
[[nodiscard]] constexpr std::int16_t bitDrive(std::int16_t code, bool isSigned, int phase) noexcept {
  if (!isSigned) {
    return static_cast<std::int16_t>((static_cast<std::uint16_t>(code) >> phase) & 1);
  }
  const int bit = ((code < 0 ? -code : code) >> phase) & 1;
  return static_cast<std::int16_t>(code < 0 ? -bit : bit);
}

}  // namespace ohmic::devices
