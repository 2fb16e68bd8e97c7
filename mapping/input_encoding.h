// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace ohmic::mapping {

/// What drives a row.
enum class InputEncoding {
  parallel,    ///< the code as an amplitude
  pulseWidth,  ///< the code as a duration
  bitSerial    ///< one bit after the other
};

/// What a code counts in the energy of its reads, and in the variance of white noise.
enum class CodeCount {
  square,    ///< of its amplitude
  duration,  ///< its magnitude
  ones       ///< the bits that are set, each in a read of its own
};

/// All that the program knows of an encoding.
struct InputEncodingRow {
  InputEncoding encoding;
  std::string_view name;  ///< in run files
  CodeCount count;
  std::string_view carrier;  ///< of a code, in messages
};

/// One line for each encoding, in the order of the enumeration.
inline constexpr std::array<InputEncodingRow, 3> kInputEncodings = {{
    {InputEncoding::parallel, "parallel", CodeCount::square, "amplitude"},
    {InputEncoding::pulseWidth, "pulse_width", CodeCount::duration, "duration"},
    {InputEncoding::bitSerial, "bit_serial", CodeCount::ones, "bit"},
}};

[[nodiscard]] constexpr const InputEncodingRow& rowOf(InputEncoding encoding) {
  return kInputEncodings[static_cast<std::size_t>(encoding)];
}

[[nodiscard]] constexpr CodeCount countOf(InputEncoding encoding) { return rowOf(encoding).count; }

/// The code is an amplitude: its size is the voltage's.
[[nodiscard]] constexpr bool isAmplitude(InputEncoding encoding) {
  return countOf(encoding) == CodeCount::square;
}

/// Each bit drives a read of its own.
[[nodiscard]] constexpr bool isBitByBit(InputEncoding encoding) {
  return countOf(encoding) == CodeCount::ones;
}

}  // namespace ohmic::mapping
