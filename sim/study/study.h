// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/study/search/search.h"

namespace ohmic::sim {

/// A key of the run file with the text that it gets: ("hardware.wires.row", "1 ohm").
using Setting = std::pair<std::string, std::string>;

/// One place on an axis.
struct AxisPoint {
  std::vector<Setting> set;
  std::vector<Setting> columns;  ///< of the results: the same keys, or a case's name under the axis' name
};

/// An axis with one point per layer of the network: the layer's entry of `layers` gets these settings.
struct LayerAxis {
  std::vector<std::string> patterns;  ///< which layers; empty: all
  std::vector<Setting> set;           ///< by the key within the entry; an empty key is the entry itself
  bool startsWithNone = false;        ///< a first point in which no layer is changed
};

/// What a study varies: each point of one axis meets each point of the others.
struct StudyAxis {
  std::string name;
  std::string place;                ///< in the study file
  std::vector<AxisPoint> points;    ///< of `layers`, empty until the study is planned
  std::optional<LayerAxis> layers;  ///< what makes the points, where a network's layers do
};

/// What a point's process may take.
struct PointLimits {
  double time_s = 3600.0;
  double memory_bytes = 4e9;  ///< of address space
};

/// One figure of the report.
struct StudyPlot {
  enum class Kind { line, heat, pareto, bar, parallel };
  std::string name;
  Kind kind = Kind::line;
  std::string title;
  std::string x;                   ///< a column; of heat maps the columns; of bars the rows; of parallel
                                   ///< coordinates none: they have all axes
  std::string y;                   ///< a column; of heat maps the rows
  std::string value;               ///< of heat maps
  std::string by;                  ///< one curve for each value; empty: one curve
  std::vector<Setting> where;      ///< only results with these values
  std::vector<std::string> goals;  ///< of Pareto fronts: columns that count; empty: x and y
  std::string scale;               ///< "auto", "linear", "log" of x
};

/// A study file, understood.
struct Study {
  std::filesystem::path file;
  std::string name;  ///< the file's stem
  std::string title;
  std::string question;
  std::filesystem::path run;     ///< the base run file
  std::vector<std::string> set;  ///< overrides of the base run, as --set takes them
  std::vector<StudyAxis> axes;
  std::map<std::string, std::string> places;  ///< of a key's values in the study file
  PointLimits limits;
  std::vector<StudyPlot> plots;
  std::optional<Search> search;  ///< none: every point is run at full size
};

}  // namespace ohmic::sim
