// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/axis_values.h"

#include <fmt/format.h>

#include <optional>
#include <random>

#include "configs/mathematics/elementary.h"
#include "configs/reader/error.h"
#include "configs/reader/number.h"
#include "configs/reader/quantity.h"
#include "sim/study/amount.h"

namespace ohmic::sim {
namespace {

/// Two ends that can be compared, and the way back to a text.
struct Ends {
  double low = 0.0, high = 0.0;
  std::string unit;                             ///< as written at both ends
  std::optional<configs::Dimension> dimension;  ///< where the units differ

  [[nodiscard]] std::string text(double value) const {
    const double rounded = *configs::parseNumber(fmt::format("{:.6g}", value));
    if (dimension) {
      return configs::formatQuantity(rounded, *dimension);
    }
    return configs::formatNumber(rounded) + (unit.empty() ? "" : " " + unit);
  }
};

[[noreturn]] void refuse(const std::string& found) {
  throw configs::InputError({"", "", found,
                             "two numbers, or two quantities of one dimension, the lower first",
                             "write it as [0.1 ohm, 10 ohm]"});
}

Ends readEnds(const std::string& low, const std::string& high) {
  const auto first = configs::scanDecimal(low), last = configs::scanDecimal(high);
  if (!first || !last) {
    refuse(fmt::format("found '{}'", first ? high : low));
  }
  Ends ends;
  if (first->rest == last->rest) {
    const auto from = configs::toDouble(*first), to = configs::toDouble(*last);
    if (!from || !to) {
      refuse(fmt::format("found {} and {}", low, high));
    }
    ends = {*from, *to, std::string(first->rest), std::nullopt};
  } else {
    const Amounts amounts = readAmounts({low, high});
    if (!amounts.dimension) {
      refuse(fmt::format("found {} and {}", low, high));
    }
    ends = {amounts.values[0], amounts.values[1], {}, amounts.dimension};
  }
  if (!(ends.low < ends.high)) {
    refuse(fmt::format("found {} and {}", low, high));
  }
  return ends;
}

/// The value at a share of the way from low to high.
double between(const Ends& ends, double share, bool isLogarithmic) {
  return isLogarithmic ? ends.low * configs::power(ends.high / ends.low, share)
                       : ends.low + share * (ends.high - ends.low);
}

void requirePositive(const Ends& ends, bool isLogarithmic, const std::string& low) {
  if (isLogarithmic && !(ends.low > 0.0)) {
    throw configs::InputError({"", "", fmt::format("found {}", low), "ends above zero for equal ratios",
                               "use linear, or start above zero"});
  }
}

}  // namespace

std::vector<std::string> spread(const std::string& low, const std::string& high, std::int64_t points,
                                bool isLogarithmic) {
  const Ends ends = readEnds(low, high);
  requirePositive(ends, isLogarithmic, low);
  std::vector<std::string> values;
  for (std::int64_t i = 0; i < points; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(points - 1);
    values.push_back(i == 0 ? low : i == points - 1 ? high : ends.text(between(ends, share, isLogarithmic)));
  }
  return values;
}

std::vector<std::string> drawBetween(const std::string& low, const std::string& high, std::int64_t draws,
                                     bool isLogarithmic, std::uint64_t seed) {
  const Ends ends = readEnds(low, high);
  requirePositive(ends, isLogarithmic, low);
  std::mt19937_64 random(seed);
  std::vector<std::string> values;
  for (std::int64_t i = 0; i < draws; ++i) {
    const double share = static_cast<double>(random() >> 11U) * 0x1p-53;
    values.push_back(ends.text(between(ends, share, isLogarithmic)));
  }
  return values;
}

std::vector<std::string> drawOf(const std::vector<std::string>& values, std::int64_t draws,
                                std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::string> drawn;
  for (std::int64_t i = 0; i < draws; ++i) {
    const double share = static_cast<double>(random() >> 11U) * 0x1p-53;
    drawn.push_back(values[static_cast<std::size_t>(share * static_cast<double>(values.size()))]);
  }
  return drawn;
}

}  // namespace ohmic::sim
