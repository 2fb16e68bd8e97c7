// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/report/axis.h"
#include "sim/report/frame.h"
#include "sim/report/palette.h"

namespace ohmic::sim::report {

/// What a row's values are drawn as: bars, where length matters, or dots at their ends on an axis that need
/// not hold zero.
enum class BarMark { bar, dot };

/// One bar on its row's lane, from one value to another: from zero in a bar chart, from start to end in a
/// schedule.
struct Bar {
  double from = 0.0;
  double to = 0.0;
  Colour colour = kAccent;
  std::string tip;
  int lane = 0;
};

/// An interval drawn over a bar.
struct Whisker {
  double low = 0.0;
  double high = 0.0;
};

struct BarRow {
  std::string label;
  std::vector<Bar> bars;
  std::string note;  ///< beside the bar's end: its value
  std::optional<Whisker> whisker;
};

/// Horizontal bars, one row for each name, the values along the lower axis.
struct BarChart {
  std::string id;
  std::string label;  ///< for readers who do not see it
  Axis axis;
  std::vector<BarRow> rows;
  BarMark mark = BarMark::bar;
  int lanes = 1;  ///< bars side by side in a row
  std::vector<LegendEntry> legend;
  double rowHeight = 20.0;
  double top = 6.0;  ///< above the first row, so that rows meet those of a figure beside it
  double width = kFigureWidth;
};

/// A part of a row: what it is worth, its colour and what it says.
struct BarPart {
  double value = 0.0;
  Colour colour = kAccent;
  std::string tip;
};

/// Parts one behind the other: they add up. Negative and non-finite parts count as zero.
[[nodiscard]] BarRow stackedRow(std::string label, const std::vector<BarPart>& parts);

/// Parts side by side: they compare. Needs as many lanes as parts.
[[nodiscard]] BarRow groupedRow(std::string label, const std::vector<BarPart>& parts);

[[nodiscard]] std::string draw(const BarChart& chart);

}  // namespace ohmic::sim::report
