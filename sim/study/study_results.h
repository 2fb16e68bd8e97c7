// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/record/compare_runs.h"
#include "sim/record/figure.h"
#include "sim/study/plan.h"
#include "sim/study/study_folder.h"

namespace ohmic::sim {

/// A column of results.csv with its values.
struct ResultColumn {
  std::string name;  ///< with its unit
  std::string key;   ///< of an axis: its key, without unit; otherwise empty
  bool isNumeric = true;
  std::vector<double> numbers;     ///< not a number where there is none; of percent shares of 1
  std::vector<std::string> texts;  ///< of a column that is not numeric
  const Figure* figure = nullptr;  ///< what is known of it; null for axes, point, status and id
  bool isPercent = false;          ///< of an axis: its values are written in percent
};

/// What a study found: a line for each point and read time.
struct StudyResults {
  std::vector<ResultColumn> columns;
  std::size_t lines = 0;
  std::vector<std::optional<Answers>>
      answers;  ///< by line; none of failed points and where top-1 is no measure
  std::int64_t done = 0, failed = 0, missing = 0;
  std::int64_t dropped = 0;  ///< by a search
  std::map<std::string, std::vector<std::size_t>>
      notes;  ///< of the points' runs (RunRecord::notes), each with the numbers of its points, from 1

  /// Null if there is none.
  [[nodiscard]] const ResultColumn* find(const std::string& name) const;
};

/// Reads the points' files.
/// @throws configs::InputError for a damaged one.
[[nodiscard]] StudyResults collectResults(const StudyPlan& plan, const StudyFolder& folder);

/// The notes as sentences: "points 1 and 3: ...", without the points where all that are done have it.
[[nodiscard]] std::vector<std::string> notesOf(const StudyResults& results);

/// results.csv: for pandas, R and spreadsheets. The same bytes for the same points, whoever ran them.
[[nodiscard]] std::string resultsCsv(const StudyResults& results);

/// results.json: the same by points, with their identity and what failed ones said.
/// @param search  searchJson() of a search; empty: none.
[[nodiscard]] std::string resultsJson(const StudyPlan& plan, const StudyFolder& folder,
                                      const StudyResults& results, const std::string& search = {});

/// XXH3-128 of results.csv without the ids: the same for the same results of any build.
[[nodiscard]] std::string resultsHash(const StudyResults& results);

}  // namespace ohmic::sim
