// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/study/study_findings.h"

namespace ohmic::sim {

/// What a study answers: the results that no other beats in its goals.
struct StudyAnswer {
  std::vector<SearchGoal> goals;   ///< of the search; else accuracy, and energy where it differs
  std::vector<std::size_t> lines;  ///< of the results, the best in the first goal first
  std::string sentence;            ///< the answer
  std::vector<std::string> notes;  ///< how it was found, and what stays open
};

/// Of a search those that are left, meet the constraints and are not beaten; else of all points that are
/// done, at their first read time. By the results as they are: intervals stand beside them.
[[nodiscard]] StudyAnswer answerOf(const StudyFindings& found);

/// The sentence, and a table with the settings of each, the goals with their intervals and a run file.
/// @param picks  names of the run files, as StudyAnswer::lines; empty where there is none.
[[nodiscard]] std::string answerHtml(const StudyFindings& found, const StudyAnswer& answer,
                                     const std::vector<std::string>& picks);

}  // namespace ohmic::sim
