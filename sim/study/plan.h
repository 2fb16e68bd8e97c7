// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "configs/reader/config.h"
#include "configs/reader/quantity.h"
#include "sim/run/known_inputs.h"
#include "sim/study/search/search_plan.h"
#include "sim/study/study.h"

namespace ohmic::sim {

/// A column of the results that an axis sets.
struct StudyColumn {
  std::string key;   ///< "hardware.wires.row", or the name of an axis of cases
  std::string name;  ///< with its unit: "hardware.wires.row_ohm"
  bool isNumeric = false;
  bool isPercent = false;  ///< its values are written in percent: "5 %"
};

/// One run of the study.
struct StudyPoint {
  std::string id;                      ///< RunIdentity::id(): of configuration, files and program
  std::vector<std::string> overrides;  ///< of the base run, as --set takes them
  std::vector<std::string> texts;      ///< one for each column, as written
  std::vector<double> values;  ///< the same in SI base units; not a number where a column is not numeric
  SearchedPoint searched{};    ///< with StudyPlan::search
};

/// Digests of what the points of a study read.
struct StudyFiles {
  std::map<std::string, std::string>
      subjects;  ///< networks and data sets, which a study is about: "model lenet.onnx"
  std::map<std::string, std::string> others;  ///< tables, maps, calibrations: by path
};

/// All points of a study, in the order of its axes: the last axis runs fastest.
struct StudyPlan {
  Study study;
  std::vector<std::string> studyOverrides;  ///< --set study.size=full
  std::vector<std::string> runOverrides;    ///< --set of the base run
  std::vector<StudyColumn> columns;
  std::vector<StudyPoint> points;
  std::map<std::string, std::string>
      baseConfig;  ///< of the base run with the overrides that all points share
  StudyFiles files;
  std::string program;  ///< buildId()
  std::optional<SearchPlan> search;
};

/// The world that points are read in.
struct PlanEnvironment {
  configs::LoadOptions load;  ///< without overrides
  int hardwareThreads = 1;
  KnownInputs inputs = {};  ///< learn the points' networks and samples
};

/// Every point's configuration is read and checked.
/// @throws configs::InputError with the place in the study file for a value that a run refuses.
[[nodiscard]] StudyPlan planStudy(const Study& study, const std::vector<std::string>& studyOverrides,
                                  const std::vector<std::string>& runOverrides,
                                  const PlanEnvironment& around);

/// plan.json of a study's folder.
[[nodiscard]] std::string planJson(const StudyPlan& plan);

/// What a study's folder says of the study that it was begun with.
struct KeptPlan {
  std::filesystem::path file;  ///< the study file, absolute
  std::vector<std::string> studyOverrides;
  std::vector<std::string> runOverrides;
  std::map<std::string, std::string> baseConfig;
  StudyFiles files;
  std::string program;
  std::vector<std::string> columns;  ///< keys
  std::vector<std::string> ids;
  std::vector<std::vector<std::string>> texts;
  std::optional<SearchPlan> search;
  std::vector<SearchedPoint> searched;  ///< as ids, with search
};

/// @throws configs::InputError if the folder has no plan, a damaged one, or one of another version.
[[nodiscard]] KeptPlan readPlan(const std::filesystem::path& folder);

/// The points as they were planned, whatever the program and the files are now.
/// @param study  gives title, question and plots.
[[nodiscard]] StudyPlan keptPoints(const KeptPlan& kept, const Study& study);

/// Gives the points of a kept plan their overrides again, where the study's axes are still what they were.
/// @throws configs::InputError for an axis of layers whose network cannot be read.
void addOverrides(const PlanEnvironment& environment, StudyPlan& plan);

/// Names the first difference between what a folder was begun with and what is there now, unless it is only
/// that files beside networks and data sets have changed: then the points that read them are other points,
/// and the rest is kept.
/// @returns these files.
/// @throws configs::InputError if there is another difference.
[[nodiscard]] std::vector<std::string> refuseChanges(const std::filesystem::path& folder,
                                                     const KeptPlan& kept, const StudyPlan& plan);

}  // namespace ohmic::sim
