// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/quantity.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

#include "configs/reader/error.h"
#include "configs/reader/number.h"

namespace ohmic::configs {
namespace {

/// A unit is factor base units, a whole number of them; a prefix multiplies it by 10^(power of the prefix *
/// prefixPower).
struct Unit {
  std::string_view symbol;
  Dimension dimension;
  std::uint64_t factor = 1;
  int leastPrefix = 0;  ///< powers of ten the prefixes may have
  int greatestPrefix = 0;
  int prefixPower = 1;
};

constexpr int kAtto = -18;
constexpr int kTera = 12;

/// The first unit of a dimension is the one formatQuantity writes.
constexpr Unit kUnits[] = {
    {"s", Dimension::time, 1, kAtto, -3},
    {"min", Dimension::time, 60},
    {"h", Dimension::time, 3600},
    {"day", Dimension::time, 86400},
    {"days", Dimension::time, 86400},
    {"year", Dimension::time, 365U * 86400U},
    {"years", Dimension::time, 365U * 86400U},
    {"S", Dimension::conductance, 1, kAtto, kTera},
    {"ohm", Dimension::resistance, 1, kAtto, kTera},
    {"Ohm", Dimension::resistance, 1, kAtto, kTera},
    {"\u03A9", Dimension::resistance, 1, kAtto, kTera},
    {"\u2126", Dimension::resistance, 1, kAtto, kTera},
    {"V", Dimension::voltage, 1, kAtto, kTera},
    {"A", Dimension::current, 1, kAtto, kTera},
    {"J", Dimension::energy, 1, kAtto, kTera},
    {"W", Dimension::power, 1, kAtto, kTera},
    {"m", Dimension::length, 1, kAtto, kTera},
    {"m2", Dimension::area, 1, -9, 0, 2},
    {"Hz", Dimension::frequency, 1, kAtto, kTera},
    {"F", Dimension::capacitance, 1, kAtto, kTera},
    {"K", Dimension::temperature},
    {"bit", Dimension::data, 1, 3, kTera},
    {"B", Dimension::data, 8, 3, kTera},
    {"KB", Dimension::data, 8000},
    {"KiB", Dimension::data, 8U * 1024U},
    {"MiB", Dimension::data, 8U * 1048576U},
    {"GiB", Dimension::data, std::uint64_t{8} * 1073741824U},
    {"bit/s", Dimension::dataRate, 1, 3, kTera},
    {"B/s", Dimension::dataRate, 8, 3, kTera},
    {"KB/s", Dimension::dataRate, 8000},
    {"KiB/s", Dimension::dataRate, 8U * 1024U},
    {"MiB/s", Dimension::dataRate, 8U * 1048576U},
    {"GiB/s", Dimension::dataRate, std::uint64_t{8} * 1073741824U},
    {"dB", Dimension::level},
};

struct Prefix {
  std::string_view symbol;
  int power;
};

/// Ascending; where two write the same power, formatQuantity takes the first.
constexpr Prefix kPrefixes[] = {
    {"a", kAtto}, {"f", -15}, {"p", -12}, {"n", -9}, {"u", -6}, {"\u00B5", -6}, {"\u03BC", -6},
    {"m", -3},    {"", 0},    {"k", 3},   {"M", 6},  {"G", 9},  {"T", kTera},
};

bool takes(const Unit& unit, const Prefix& prefix) {
  return prefix.power == 0 || (prefix.power >= unit.leastPrefix && prefix.power <= unit.greatestPrefix);
}

/// A unit as it was written: value = number * factor * 10^power.
struct Scale {
  Dimension dimension;
  std::uint64_t factor;
  int power;
};

std::optional<Scale> findScale(std::string_view symbol) {
  for (const Unit& unit : kUnits) {
    for (const Prefix& prefix : kPrefixes) {
      const bool matches = symbol.size() == prefix.symbol.size() + unit.symbol.size() &&
                           symbol.substr(0, prefix.symbol.size()) == prefix.symbol &&
                           symbol.substr(prefix.symbol.size()) == unit.symbol;
      if (matches && takes(unit, prefix)) {
        return Scale{unit.dimension, unit.factor, prefix.power * unit.prefixPower};
      }
    }
  }
  return std::nullopt;
}

/// The decimal "-1.5" times a whole number, exactly: digit by digit from the last one, the point where it
/// was.
std::string multiplied(std::string_view mantissa, std::uint64_t factor) {
  if (factor == 1) {
    return std::string(mantissa);
  }
  std::string product;
  std::uint64_t carry = 0;  // below 2^37 * 10: factors are below 2^37
  for (auto c = mantissa.rbegin(); c != mantissa.rend(); ++c) {
    if (*c < '0' || *c > '9') {
      if (*c == '.') {
        product += '.';
      }
      continue;
    }
    carry += static_cast<std::uint64_t>(*c - '0') * factor;
    product += static_cast<char>('0' + carry % 10);
    carry /= 10;
  }
  for (; carry > 0; carry /= 10) {
    product += static_cast<char>('0' + carry % 10);
  }
  product += mantissa.front() == '-' ? "-" : "";
  std::reverse(product.begin(), product.end());
  return product;
}

const Unit& canonicalUnit(Dimension dimension) {
  const Unit* unit = kUnits;
  while (unit->dimension != dimension) {
    ++unit;
  }
  return *unit;
}

/// The greatest prefix of a unit that keeps d.ddd * 10^exponent at 1 or above; else the least.
const Prefix& canonicalPrefix(const Unit& unit, int exponent) {
  const Prefix* chosen = nullptr;
  for (const Prefix& prefix : kPrefixes) {
    const bool better =
        chosen == nullptr || (prefix.power > chosen->power && prefix.power * unit.prefixPower <= exponent);
    if (takes(unit, prefix) && better) {
      chosen = &prefix;
    }
  }
  return *chosen;
}

[[noreturn]] void refuse(Dimension dimension, const std::string& found) {
  throw InputError(Complaint{{},
                             {},
                             fmt::format("{} expected, found {}", dimensionName(dimension), found),
                             {},
                             fmt::format("write a number with its unit, such as {}", exampleOf(dimension))});
}

/// The decimal d.ddd * 10^exponent with its point moved, "12.5" for digits "125", exponent 1.
std::string writeDecimal(const std::string& digits, int exponent) {
  constexpr int kMostZeros = 15;
  const int last = static_cast<int>(digits.size()) - 1;
  if (exponent < 0 || exponent > kMostZeros) {
    const std::string tail = last > 0 ? "." + digits.substr(1) : "";
    return fmt::format("{}{}e{}", digits[0], tail, exponent);
  }
  if (exponent >= last) {
    return digits + std::string(static_cast<std::size_t>(exponent - last), '0');
  }
  const auto point = static_cast<std::size_t>(exponent) + 1;
  return digits.substr(0, point) + "." + digits.substr(point);
}

}  // namespace

std::string_view dimensionName(Dimension dimension) noexcept {
  constexpr std::array<std::string_view, 15> kNames = {
      "time", "conductance", "resistance",  "voltage",     "current", "energy",    "power", "length",
      "area", "frequency",   "capacitance", "temperature", "data",    "data rate", "level"};
  return kNames[static_cast<std::size_t>(dimension)];
}

std::string_view exampleOf(Dimension dimension) noexcept {
  constexpr std::array<std::string_view, 15> kExamples = {"100 ns", "25 uS", "1 kOhm", "0.2 V",     "10 uA",
                                                          "5 fJ",   "2 mW",  "32 nm",  "0.372 mm2", "1.2 GHz",
                                                          "1 fF",   "300 K", "64 KB",  "1 GB/s",    "10 dB"};
  return kExamples[static_cast<std::size_t>(dimension)];
}

double parseQuantity(std::string_view text, Dimension dimension) {
  const auto decimal = scanDecimal(text);
  if (!decimal) {
    refuse(dimension, fmt::format("the text '{}'", text));
  }
  if (decimal->rest.empty()) {
    refuse(dimension, fmt::format("{} without a unit", text));
  }
  const auto scale = findScale(decimal->rest);
  if (!scale) {
    refuse(dimension, fmt::format("the unknown unit '{}' ({})", decimal->rest, text));
  }
  if (scale->dimension != dimension) {
    refuse(dimension, fmt::format("{} ({})", dimensionName(scale->dimension), text));
  }
  const std::string mantissa = multiplied(decimal->mantissa, scale->factor);
  const auto value = toDouble({mantissa, decimal->exponent, {}}, scale->power);
  if (!value) {
    refuse(dimension, fmt::format("{}, which no double can hold", text));
  }
  return *value;
}

std::string formatQuantity(double value, Dimension dimension) {
  const Unit& unit = canonicalUnit(dimension);
  if (value == 0.0) {
    return fmt::format("0 {}", unit.symbol);
  }
  std::array<char, 32> buffer{};
  const auto written =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
  const auto decimal = scanDecimal({buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data())});
  if (!decimal) {  // not finite
    return fmt::format("{} {}", value, unit.symbol);
  }
  std::string digits(decimal->mantissa);
  digits.erase(std::remove_if(digits.begin(), digits.end(), [](char c) { return c == '-' || c == '.'; }),
               digits.end());
  const Prefix& prefix = canonicalPrefix(unit, decimal->exponent);
  const std::string number = writeDecimal(digits, decimal->exponent - prefix.power * unit.prefixPower);
  return fmt::format("{}{} {}{}", value < 0 ? "-" : "", number, prefix.symbol, unit.symbol);
}

}  // namespace ohmic::configs
