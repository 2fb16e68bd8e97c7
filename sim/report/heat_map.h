// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/report/axis.h"
#include "sim/report/frame.h"

namespace ohmic::sim::report {

/// One field of a heat map.
struct HeatCell {
  double value = 0.0;
  std::string text;  ///< written into the field where it has room
  std::string tip;
  std::string note{};  ///< smaller, below the text, as its interval
};

/// Fields in rows and columns, the fuller the colour the greater the value; a value that is no number stays
/// empty.
struct HeatMap {
  std::string id;
  std::string label;  ///< for readers who do not see it
  std::string rowTitle;
  std::string columnTitle;
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  std::vector<std::vector<HeatCell>> cells;  ///< [row][column]
  Axis scale;                                ///< of the colour; its title names the value and its unit
  double cellHeight = 36.0;
  double width = kFigureWidth;
};

/// Where the first row begins, so that a figure beside it can meet it.
[[nodiscard]] double heatMapTop(const HeatMap& map);

[[nodiscard]] std::string draw(const HeatMap& map);

}  // namespace ohmic::sim::report
