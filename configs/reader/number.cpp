// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/number.h"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

namespace ohmic::configs {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t skipDigits(std::string_view text, std::size_t at) {
  while (at < text.size() && isDigit(text[at])) {
    ++at;
  }
  return at;
}

std::size_t skipSign(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == '+' || text[at] == '-') ? at + 1 : at;
}

/// Where the mantissa that starts at 0 ends; 0 if there is none.
std::size_t mantissaEnd(std::string_view text) {
  const std::size_t start = skipSign(text, 0);
  const std::size_t whole = skipDigits(text, start);
  const bool leadingZero = whole - start > 1 && text[start] == '0';
  const bool hexadecimal = whole - start == 1 && text[start] == '0' && whole < text.size() &&
                           (text[whole] == 'x' || text[whole] == 'o' || text[whole] == 'b');
  if (leadingZero || hexadecimal) {
    return 0;
  }
  if (whole == text.size() || text[whole] != '.') {
    return whole > start ? whole : 0;
  }
  const std::size_t end = skipDigits(text, whole + 1);
  return end - start > 1 ? end : 0;
}

template <typename Number>
std::optional<Number> fromChars(std::string_view text) {
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
  }
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

std::optional<Decimal> scanDecimal(std::string_view text) {
  const std::size_t end = mantissaEnd(text);
  if (end == 0) {
    return std::nullopt;
  }
  Decimal decimal{text.substr(0, end), 0, text.substr(end)};
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const std::size_t digits = skipSign(text, end + 1);
    const std::size_t stop = skipDigits(text, digits);
    if (stop > digits) {
      const auto exponent = fromChars<int>(text.substr(end + 1, stop - end - 1));
      if (!exponent || *exponent > 9999 || *exponent < -9999) {
        return std::nullopt;
      }
      decimal.exponent = *exponent;
      decimal.rest = text.substr(stop);
    }
  }
  const std::size_t word = decimal.rest.find_first_not_of(' ');
  decimal.rest = word == std::string_view::npos ? std::string_view{} : decimal.rest.substr(word);
  return decimal;
}

std::optional<double> toDouble(const Decimal& decimal, int shift) {
  const auto value = fromChars<double>(fmt::format("{}e{}", decimal.mantissa, decimal.exponent + shift));
  return value == 0.0 ? std::optional<double>(0.0) : value;  // never -0
}

std::optional<double> parseNumber(std::string_view text) {
  const auto decimal = scanDecimal(text);
  if (!decimal || !decimal->rest.empty()) {
    return std::nullopt;
  }
  return toDouble(*decimal);
}

std::optional<std::int64_t> parseInteger(std::string_view text) {
  const auto decimal = scanDecimal(text);
  if (!decimal || decimal->mantissa.size() != text.size()) {
    return std::nullopt;
  }
  return fromChars<std::int64_t>(text);
}

std::string formatNumber(double value) { return fmt::format("{}", value); }

}  // namespace ohmic::configs
