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

/// What a row's driver adds to its code, in LSB of the code.
///
///     inl(q) = sign(q) 4 x (1 - x) a        x = |q| / greatest code, a ~ N(0, inl^2) once for each driver
///     noise ~ N(0, noise^2)                 once for each read, common to all columns of the array's row
///
/// The bow is the integral non-linearity that a linear gradient of the driver's elements leaves; its ends are
/// exact.
///
/// Omits   differential non-linearity, settling, kT/C noise of the row.
struct DacErrors {
  double inl = 0.0;    ///< standard deviation over drivers of the bow's height, LSB
  double noise = 0.0;  ///< LSB

  [[nodiscard]] bool none() const { return inl == 0.0 && noise == 0.0; }

  /// Deviation of a driver from its code, LSB.
  ///
  /// @param bow    the driver's standard normal number.
  /// @param draw   the read's standard normal number.
  [[nodiscard]] double deviation(std::int32_t code, std::int32_t greatest, double bow, double draw) const {
    const double x = static_cast<double>(code < 0 ? -code : code) / greatest;
    const double inlOfCode = 4.0 * x * (1.0 - x) * bow * inl;
    return (code < 0 ? -inlOfCode : inlOfCode) + noise * draw;
  }
};

}  // namespace ohmic::devices
