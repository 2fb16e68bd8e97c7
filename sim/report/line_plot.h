// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/report/axis.h"
#include "sim/report/frame.h"
#include "sim/report/palette.h"

namespace ohmic::sim::report {

/// A value with the interval it lies in (none: not a number).
struct Observation {
  double x = 0.0;
  double y = 0.0;
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  std::string tip{};
  std::string label{};  ///< beside the dot, where it has room
};

/// One curve, or one cloud of dots. A band joins the intervals; without one each stands as a whisker.
struct Series {
  std::string name;  ///< in the legend; empty: not there
  std::vector<Observation> points;
  Colour colour = kAccent;
  bool joined = true;
  bool band = false;
  double radius = 3.0;   ///< of the dots; 0: none
  double opacity = 1.0;  ///< of the dots
  bool dashed = false;   ///< the curve
  double shift = 0.0;    ///< pixels to the right, so that whiskers of several curves stand side by side
};

/// A horizontal line to compare with, dashed.
struct Reference {
  std::string name;
  double y = 0.0;
};

struct LinePlot {
  std::string id;
  std::string label;  ///< for readers who do not see it
  Axis x;
  Axis y;
  std::vector<Series> series;
  std::optional<Reference> reference;
  double width = kFigureWidth;
  double height = 340.0;
};

/// Observations whose place is not finite are left out.
[[nodiscard]] std::string draw(const LinePlot& plot);

}  // namespace ohmic::sim::report
