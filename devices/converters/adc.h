// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace ohmic::devices {

/// What the user says of the analog-to-digital converters.
struct AdcFormat {
  enum class Range { calibrated, lossless };
  enum class Criterion { minimumError, percentile };

  bool ideal = false;  ///< unlimited resolution: the exact sums go on
  int bits = 8;        ///< 1 to 16 unless ideal
  Range range = Range::calibrated;
  Criterion criterion = Criterion::minimumError;  ///< how calibration chooses the range
  double percentile = 0.9999;                     ///< share of the calibration's sums within the range
};

/// Codes of a converter: symmetric for signed signals, else from zero.
struct AdcCodes {
  std::int32_t least = 0;
  std::int32_t greatest = 0;
};

/// @param isSigned  whether the signal can be negative.
[[nodiscard]] AdcCodes adcCodes(int bits, bool isSigned) noexcept;

/// Transfer of one converter, its LSB in the array's fixed-point units.
struct AdcTransfer {
  double lsb = 1.0;
  AdcCodes codes;
  double gain = 1.0;
  double offset = 0.0;  ///< LSB
};

/// Code of one signal, computed in float or in double (a property of the layer). The law: adc-inl.h.
[[nodiscard]] std::int32_t convert(const AdcTransfer& adc, float signal) noexcept;
[[nodiscard]] std::int32_t convert(const AdcTransfer& adc, double signal) noexcept;

}  // namespace ohmic::devices
