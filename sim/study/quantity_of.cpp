// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/quantity_of.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace ohmic::sim {
namespace {

constexpr std::string_view kReadTimeKey = "hardware.read_time";

/// "wires row" for "hardware.wires.row"; names of one word stay.
std::string wordsOf(const std::string& key) {
  const auto dot = key.find('.');
  std::string words = dot == std::string::npos ? key : key.substr(dot + 1);
  if (dot != std::string::npos) {
    std::replace(words.begin(), words.end(), '.', ' ');
    std::replace(words.begin(), words.end(), '_', ' ');
  }
  return words;
}

/// All digits that a written number has: at most eight.
std::string shortest(double value) {
  const std::string text = fmt::format("{:.8g}", value);
  return text.front() == '-' ? "−" + text.substr(1) : text;
}

/// Whole numbers whole, others with three digits.
std::string plain(double value) {
  constexpr double kMostWhole = 1e9;
  return value == std::floor(value) && std::abs(value) < kMostWhole
             ? fmt::format("{}", static_cast<std::int64_t>(value))
             : report::significant(value);
}

}  // namespace

Quantity quantityOf(const Figure& figure) {
  Quantity quantity{std::string(figure.title), std::string(figure.unit)};
  if (!quantity.unit.empty() && !quantity.isShare() && !report::takesPrefix(quantity.unit)) {
    quantity.title += " (" + quantity.unit + ")";
    quantity.unit.clear();
  }
  quantity.isReadTime = &figure == &figureOf(&AccuracyRecord::readTime);
  return quantity;
}

Quantity quantityOf(const ResultColumn& column) {
  if (column.figure != nullptr) {
    return quantityOf(*column.figure);
  }
  Quantity quantity;
  quantity.title = wordsOf(column.key.empty() ? column.name : column.key);
  quantity.isWritten = !column.key.empty();
  if (column.isPercent) {
    quantity.unit = "%";
  } else if (!column.key.empty() && column.key.size() < column.name.size()) {
    const std::string unit = column.name.substr(column.key.size() + 1);
    quantity.unit = unit == "ohm" ? "Ω" : unit;
    quantity.isReadTime = column.key == kReadTimeKey;
  }
  return quantity;
}

std::string numberText(const Quantity& quantity, double value) {
  if (!std::isfinite(value)) {
    return "n/a";
  }
  if (quantity.isShare()) {
    return quantity.isWritten ? shortest(100.0 * value) + " %" : report::percent(value);
  }
  if (quantity.isReadTime) {
    return report::readTimeText(value);
  }
  if (!quantity.unit.empty()) {
    const report::Scale scale = report::siScale(value, quantity.unit);
    return quantity.isWritten ? shortest(value / scale.factor) + " " + scale.unit
                              : report::quantity(value, quantity.unit);
  }
  return quantity.isWritten ? shortest(value) : plain(value);
}

report::Scale scaleOf(const Quantity& quantity, double largest) {
  return quantity.isShare()      ? report::Scale{"%", 0.01}
         : quantity.unit.empty() ? report::Scale{}
                                 : report::siScale(largest, quantity.unit);
}

std::string digitsText(const Quantity& quantity, double value, const report::Scale& scale) {
  if (!std::isfinite(value)) {
    return "n/a";
  }
  const double scaled = value / scale.factor;
  return quantity.isWritten   ? shortest(scaled)
         : quantity.isShare() ? report::fixed(scaled, 2)
         : scale.unit.empty() ? plain(scaled)
                              : report::significant(scaled);
}

std::string textAt(const ResultColumn& column, std::size_t line) {
  return column.isNumeric ? numberText(quantityOf(column), column.numbers[line]) : column.texts[line];
}

}  // namespace ohmic::sim
