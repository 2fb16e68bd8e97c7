// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "configs/reader/config.h"
#include "configs/reader/quantity.h"
#include "sim/study/study.h"

namespace ohmic::sim {

/// A column of the results that an axis sets.
struct StudyColumn {
  std::string key;   ///< "hardware.wires.row", or the name of an axis of cases
  std::string name;  ///< with its unit: "hardware.wires.row_ohm"
  bool isNumeric = false;
};

/// One run of the study.
struct StudyPoint {
  std::string id;                      ///< hash of configuration, model, data and program
  std::vector<std::string> overrides;  ///< of the base run, as --set takes them
  std::vector<std::string> texts;      ///< one for each column, as written
  std::vector<double> values;  ///< the same in SI base units; not a number where a column is not numeric
};

/// All points of a study, in the order of its axes: the last axis runs fastest.
struct StudyPlan {
  Study study;
  std::vector<std::string> studyOverrides;  ///< --set study.size=full
  std::vector<std::string> runOverrides;    ///< --set of the base run
  std::vector<StudyColumn> columns;
  std::vector<StudyPoint> points;
  std::map<std::string, std::string>
      baseConfig;                             ///< of the base run with the overrides that all points share
  std::map<std::string, std::string> inputs;  ///< files of networks, with their digests
  std::string dataDigest;                     ///< of the base run's data set
  std::string programDigest;
};

/// The world that points are read in.
struct PlanEnvironment {
  configs::LoadOptions load;  ///< without overrides
  std::filesystem::path program;
  int hardwareThreads = 1;
};

/// Every point's configuration is read and checked.
/// @throws configs::InputError with the place in the study file for a value that a run refuses.
[[nodiscard]] StudyPlan planStudy(const Study& study, const std::vector<std::string>& studyOverrides,
                                  const std::vector<std::string>& runOverrides,
                                  const PlanEnvironment& environment);

/// plan.json of a study's folder.
[[nodiscard]] std::string planJson(const StudyPlan& plan);

/// What a study's folder says of the study that it was begun with.
struct KeptPlan {
  std::filesystem::path file;  ///< the study file, absolute
  std::vector<std::string> studyOverrides;
  std::vector<std::string> runOverrides;
  std::map<std::string, std::string> baseConfig;
  std::map<std::string, std::string> inputs;
  std::string dataDigest;
  std::string programDigest;
  std::string version;
  std::vector<std::string> columns;  ///< keys
  std::vector<std::string> ids;
  std::vector<std::vector<std::string>> texts;
};

/// @throws configs::InputError if the folder has no plan, or a damaged one.
[[nodiscard]] KeptPlan readPlan(const std::filesystem::path& folder);

/// The points as they were planned, whatever the program and the files are now.
/// @param study  gives title, question and plots.
[[nodiscard]] StudyPlan keptPoints(const KeptPlan& kept, const Study& study);

/// Names the first difference between what a folder was begun with and what is there now.
/// @throws configs::InputError if there is one.
void refuseChanges(const std::filesystem::path& folder, const KeptPlan& kept, const StudyPlan& plan);

}  // namespace ohmic::sim
