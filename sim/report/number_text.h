// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ohmic::sim::report {

// Every number of a report passes through here: the same digits under every locale. A value that is no finite
// number reads "n/a".

/// A place in a drawing: at most two decimals, no trailing zeros, no "-0"; 0 for what is not finite.
[[nodiscard]] std::string coordinate(double value);

/// A fixed number of decimals, thousands grouped, a true minus sign: "−1,234.50".
[[nodiscard]] std::string fixed(double value, int decimals);

/// Thousands grouped: "12,345".
[[nodiscard]] std::string grouped(std::int64_t value);

/// Three significant digits without an exponent: "0.0123", "12.3", "1,230".
[[nodiscard]] std::string significant(double value);

/// A share of 1 in percent: "91.42 %".
[[nodiscard]] std::string percent(double share, int decimals = 2);

/// A unit with its prefix, and what one of it is in the unit without: {"nJ", 1e-9}.
struct Scale {
  std::string unit;
  double factor = 1.0;
};

/// The prefix (a to T) that shows @p largest with one to three digits before the point. Times and areas have
/// none above the unit itself; the prefix of "m²" is squared with its metre.
[[nodiscard]] Scale siScale(double largest, std::string_view unit);

/// Three significant digits with prefix: "12.3 nJ", "0.372 mm²", "0 J".
[[nodiscard]] std::string quantity(double value, std::string_view unit);

/// Whether quantity() may give a unit a prefix: "J" and "m²", not "images/s".
[[nodiscard]] bool takesPrefix(std::string_view unit);

/// A read time as a user writes it: "1 h", "30 day", "1 year"; else with a prefix: "2.5 ms".
[[nodiscard]] std::string readTimeText(double seconds);

}  // namespace ohmic::sim::report
