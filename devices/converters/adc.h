// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "devices/random/stream.h"

namespace ohmic::devices {

/// How converters differ from the ideal one and from each other. Each is drawn once for a converter.
struct AdcErrors {
  double gain = 0.0;       ///< standard deviation of the gain, relative
  double offset = 0.0;     ///< of the offset, LSB
  double inl = 0.0;        ///< of the height of a bow that is zero at both ends, LSB
  double capacitor = 0.0;  ///< of a unit capacitor, relative (successive approximation, charge decrement)
  double threshold = 0.0;  ///< of each comparator's threshold, LSB (flash)

  [[nodiscard]] bool none() const {
    return gain == 0.0 && offset == 0.0 && inl == 0.0 && capacitor == 0.0 && threshold == 0.0;
  }
};

class AdcKind;

/// A kind of converters by its name (adc_kind.h). @throws std::out_of_range for an unknown one (a reader
/// checks names).
[[nodiscard]] const AdcKind& adcKind(std::string_view name);

/// The analog-to-digital converters as the user configures them.
struct AdcFormat {
  enum class Range { calibrated, lossless, given };
  enum class Criterion { minimumError, percentile };

  bool ideal = false;  ///< unlimited resolution: the exact sums go on
  int bits = 8;        ///< 1 to 16 unless ideal
  const AdcKind* kind = &adcKind("linear");
  Range range = Range::calibrated;
  Criterion criterion = Criterion::minimumError;  ///< how calibration chooses the range
  double percentile = 0.9999;                     ///< share of the calibration's sums within the range
  double fullScale = 0.0;  ///< Range::given: the greatest code in cells of g_max at the greatest input
  double noise = 0.0;      ///< standard deviation at each conversion, referred to the input, LSB
  AdcErrors errors;
  int converters = 0;  ///< of an array: its columns are read by column mod converters; 0: one for each column

  /// Whether one converter differs from another, or from an ideal one.
  [[nodiscard]] bool isExact() const { return ideal || errors.none(); }
};

/// Codes of a converter: symmetric for signed signals, else from zero.
struct AdcCodes {
  std::int32_t least = 0;
  std::int32_t greatest = 0;
};

/// @param isSigned  whether the signal can be negative.
[[nodiscard]] AdcCodes adcCodes(int bits, bool isSigned) noexcept;

/// Levels of a successive-approximation converter's bits, LSB: 2^b without mismatch.
using SarLevels = std::array<float, 16>;

/// One converter's own errors.
struct AdcDeviation {
  float gain = 1.0F;
  float offset = 0.0F;              ///< LSB
  float bow = 0.0F;                 ///< height, LSB
  std::optional<SarLevels> levels;  ///< none: the nearest code
  std::vector<float> thresholds;  ///< of a flash converter's comparators (flash-inl.h), LSB; empty: the same

  /// The same converter in a conversion of fewer bits: its highest levels alone. @pre no thresholds
  [[nodiscard]] AdcDeviation shortened(int bitsLess) const;
};

/// Which converter it is: what its draws are counted by.
struct AdcPlace {
  std::uint32_t array = 0;  ///< in the layer
  std::uint32_t replica = 0;
  std::uint32_t converter = 0;  ///< of the array
};

/// Draw a converter of the format's kind, which may share some of it with its neighbours or have errors of
/// its own.
///
///     gain = 1 + N(0, gain^2)   offset ~ N(0, offset^2)   bow ~ N(0, inl^2)
///
/// @param bits    of the magnitude that capacitors resolve.
/// @param random  of Purpose::converter for the layer.
[[nodiscard]] AdcDeviation drawConverter(const AdcFormat& format, int bits, const RandomStream& random,
                                         const AdcPlace& place);

/// Transfer of one converter, its LSB in the array's fixed-point units.
struct AdcTransfer {
  double lsb = 1.0;
  AdcCodes codes;
  AdcDeviation deviation = {};
};

/// Code of one signal, computed in float or in double (a property of the layer). The law: adc-inl.h.
[[nodiscard]] std::int32_t convert(const AdcTransfer& adc, float signal) noexcept;
[[nodiscard]] std::int32_t convert(const AdcTransfer& adc, double signal) noexcept;

/// Bits of a code's magnitude.
[[nodiscard]] int magnitudeBits(const AdcCodes& codes) noexcept;

}  // namespace ohmic::devices
