// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ohmic::configs {

/// The decimal number at the front of a text, "-1.5e3" of "-1.5e3 V".
struct Decimal {
  std::string_view mantissa;  ///< "-1.5"
  int exponent = 0;           ///< 3
  std::string_view rest;      ///< what follows, without the space before it
};

/// Nothing if the text does not start with a decimal number, or with one that could be octal or hexadecimal
/// (010, 0x10).
[[nodiscard]] std::optional<Decimal> scanDecimal(std::string_view text);

/// The double nearest to mantissa * 10^(exponent + shift); nothing if it leaves the range of double.
[[nodiscard]] std::optional<double> toDouble(const Decimal& decimal, int shift = 0);

/// The whole text as a finite decimal number.
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);

/// The whole text as a decimal whole number without exponent.
[[nodiscard]] std::optional<std::int64_t> parseInteger(std::string_view text);

/// Shortest text that parseNumber reads back as the same double.
[[nodiscard]] std::string formatNumber(double value);

}  // namespace ohmic::configs
