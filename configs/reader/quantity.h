// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ohmic::configs {

/// What a value with a unit measures. Inside the program it is a double in the SI base unit; data is in bits.
enum class Dimension {
  time,         ///< s; also min, h, day, year = 365 days = 31,536,000 s
  conductance,  ///< S
  resistance,   ///< ohm; also Ohm, Ω
  voltage,      ///< V
  current,      ///< A
  energy,       ///< J
  power,        ///< W
  length,       ///< m
  area,         ///< m2; the prefix is squared with the metre: 1 mm2 = 1e-6 m2
  frequency,    ///< Hz
  capacitance,  ///< F
  temperature,  ///< K
  data,         ///< bit; B is 8 bits, KB 8,000 and KiB 8,192
  dataRate,     ///< bit/s; also B/s, GB/s, GiB/s
  level,        ///< dB
};

/// "conductance", as messages write it.
[[nodiscard]] std::string_view dimensionName(Dimension dimension) noexcept;

/// A value of this dimension as a user writes it, "25 uS".
[[nodiscard]] std::string_view exampleOf(Dimension dimension) noexcept;

/// Value in the SI base unit of a number with its unit: "25 uS" is the double nearest to 25e-6.
///
/// The number is decimal; the space before the unit may be left out; prefixes are a f p n u (µ) m k M G T,
/// for time only up to m. Does not depend on the locale.
/// @throws InputError without place and key if the number, the unit or the dimension is wrong.
[[nodiscard]] double parseQuantity(std::string_view text, Dimension dimension);

/// The canonical text of a value, "25 uS": shortest digits that parseQuantity reads back as the same double.
[[nodiscard]] std::string formatQuantity(double value, Dimension dimension);

}  // namespace ohmic::configs
