// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/report/number_text.h"

namespace ohmic::sim::report {

struct Tick {
  double value = 0.0;
  std::string label;
};

/// Round values (1, 2 or 5 times a power of ten apart) within [low, high], about @p wanted of them, labelled
/// with as many decimals as their distance needs. @pre low < high, both finite
[[nodiscard]] std::vector<Tick> linearTicks(double low, double high, int wanted = 5);

/// Powers of ten within [low, high], thinned to eight or fewer; with 2 and 5 between them over fewer than two
/// decades, and linear ticks where even those are too few.
/// @pre 0 < low < high
[[nodiscard]] std::vector<Tick> logTicks(double low, double high);

/// How values become places along one side of a plot.
struct Axis {
  std::string title;  ///< with its unit
  double low = 0.0;
  double high = 1.0;
  bool logarithmic = false;
  std::vector<Tick> ticks;

  /// 0 at @c low, 1 at @c high; clamped to [0, 1]; 0 for what is not finite.
  [[nodiscard]] double share(double value) const;
};

/// Round ticks in @p scale's unit, which is appended to the title: "energy (nJ)". An empty range is widened.
[[nodiscard]] Axis linearAxis(const std::string& title, double low, double high, const Scale& scale = {});

/// From zero to the largest value (a little beyond if @p headroom is above 1).
[[nodiscard]] Axis zeroAxis(const std::string& title, double largest, const Scale& scale = {},
                            double headroom = 1.0);

[[nodiscard]] Axis logAxis(const std::string& title, double low, double high);

}  // namespace ohmic::sim::report
