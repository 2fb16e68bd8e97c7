// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/report/axis.h"
#include "sim/report/svg.h"

namespace ohmic::sim::report {

inline constexpr double kFigureWidth = 560.0;  ///< of a figure in a page of two columns
inline constexpr double kLabelSize = 11.0;

/// The area of a plot between its axes.
struct Frame {
  Box box;

  [[nodiscard]] double x(const Axis& axis, double value) const {
    return box.x + axis.share(value) * box.width;
  }
  [[nodiscard]] double y(const Axis& axis, double value) const {
    return box.bottom() - axis.share(value) * box.height;
  }
};

/// Ticks, grid lines and title below the plot; labels that would touch their left neighbour are left out.
void drawXAxis(Svg& svg, const Frame& frame, const Axis& axis);

/// The same at its left; the title stands above the axis, where it is read without turning the head.
void drawYAxis(Svg& svg, const Frame& frame, const Axis& axis);

struct LegendEntry {
  std::string name;
  Colour colour;
  bool dashed = false;  ///< of a dashed curve: the swatch has a gap
};

/// Lines that the legend takes in @p width.
[[nodiscard]] int legendLines(const std::vector<LegendEntry>& entries, double width);

inline constexpr double kLegendLine = 18.0;  ///< height of one

/// Swatches with names from @p at to the right, wrapped after @p width.
void drawLegend(Svg& svg, Place at, double width, const std::vector<LegendEntry>& entries);

}  // namespace ohmic::sim::report
