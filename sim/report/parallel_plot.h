// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/report/axis.h"
#include "sim/report/frame.h"
#include "sim/report/svg.h"

namespace ohmic::sim::report {

/// A line through all axes.
struct ParallelLine {
  std::vector<double> values;  ///< one for each axis; the line begins anew behind one that is no number
  Stroke stroke;
  std::string tip;
};

/// Parallel coordinates: upright axes side by side, a line for each point of a space of many dimensions.
/// Later lines lie on earlier ones.
struct ParallelPlot {
  std::string id;
  std::string label;  ///< for readers who do not see it
  std::vector<Axis> axes;
  std::vector<ParallelLine> lines;
  std::vector<LegendEntry> legend;
  double width = kFigureWidth;
  double height = 340.0;
};

/// @pre at least two axes
[[nodiscard]] std::string draw(const ParallelPlot& plot);

}  // namespace ohmic::sim::report
