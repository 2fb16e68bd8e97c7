// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace ohmic::sim::report {
namespace {

struct Prefix {
  std::string_view text;
  double factor;
};

constexpr std::array<Prefix, 11> kPrefixes = {{{"T", 1e12},
                                               {"G", 1e9},
                                               {"M", 1e6},
                                               {"k", 1e3},
                                               {"", 1.0},
                                               {"m", 1e-3},
                                               {"µ", 1e-6},
                                               {"n", 1e-9},
                                               {"p", 1e-12},
                                               {"f", 1e-15},
                                               {"a", 1e-18}}};

/// Below this many of a prefix, three digits round up to the prefix: 999.5 n is 1.00 µ.
constexpr double kRoundsUp = 0.9995;

/// Set commas into the digits before the point.
std::string group(const std::string& digits) {
  const auto point = std::min(digits.find('.'), digits.size());
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i < point && (point - i) % 3 == 0) {
      text += ',';
    }
    text += digits[i];
  }
  return text;
}

bool isZero(const std::string& digits) { return digits.find_first_not_of("0.") == std::string::npos; }

}  // namespace

std::string coordinate(double value) {
  if (!std::isfinite(value)) {
    return "0";
  }
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) {
    return "n/a";
  }
  const std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  return (value < 0.0 && !isZero(digits) ? "−" : "") + group(digits);
}

std::string grouped(std::int64_t value) {
  const std::string digits = fmt::format("{}", value);
  return value < 0 ? "−" + group(digits.substr(1)) : group(digits);
}

std::string significant(double value) {
  if (!std::isfinite(value)) {
    return "n/a";
  }
  if (value == 0.0) {
    return "0";
  }
  int decimals = 2 - static_cast<int>(std::floor(std::log10(std::abs(value) / kRoundsUp)));
  decimals = std::clamp(decimals, 0, 20);
  return fixed(value, decimals);
}

std::string percent(double share, int decimals) { return fixed(share * 100.0, decimals) + " %"; }

Scale siScale(double largest, std::string_view unit) {
  const bool isArea = unit == "m²";
  const double size = std::abs(largest);
  Scale scale{std::string(unit), 1.0};
  if (size == 0.0 || !std::isfinite(size)) {
    return scale;
  }
  for (const auto& prefix : kPrefixes) {
    if ((isArea || unit == "s") && prefix.factor > 1.0) {
      continue;
    }
    scale = {std::string(prefix.text) + std::string(unit),
             isArea ? prefix.factor * prefix.factor : prefix.factor};
    const double least = isArea && prefix.factor < 1.0 ? 1e-3 * scale.factor : scale.factor;
    if (size >= kRoundsUp * least) {
      break;
    }
  }
  return scale;
}

std::string quantity(double value, std::string_view unit) {
  const Scale scale = siScale(value, unit);
  return significant(value / scale.factor) + " " + scale.unit;
}

bool takesPrefix(std::string_view unit) {
  constexpr std::array<std::string_view, 4> kUnits = {"J", "s", "m²", "W"};
  return std::find(kUnits.begin(), kUnits.end(), unit) != kUnits.end();
}

std::string readTimeText(double seconds) {
  struct Span {
    double seconds;
    std::string_view name;
  };
  constexpr std::array<Span, 4> kSpans = {
      {{31536000.0, "year"}, {86400.0, "day"}, {3600.0, "h"}, {60.0, "min"}}};
  for (const auto& span : kSpans) {
    const double count = seconds / span.seconds;
    if (count >= 1.0 && count == std::floor(count)) {
      return fixed(count, 0) + " " + std::string(span.name);
    }
  }
  const Scale scale = siScale(seconds, "s");
  const double count = seconds / scale.factor;
  const bool isWhole = std::abs(count - std::round(count)) < 1e-9;
  return (isWhole ? fixed(count, 0) : significant(count)) + " " + scale.unit;
}

}  // namespace ohmic::sim::report
