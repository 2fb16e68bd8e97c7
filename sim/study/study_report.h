// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/study/study_figures.h"

namespace ohmic::sim {

/// What a study's report shows beside its results.
struct StudyReport {
  std::vector<StudyFigure> figures;                 ///< drawFigures()
  std::vector<StudyFigure> paired;                  ///< drawPairedFigures()
  std::vector<std::string> failures;                ///< a sentence for each failed point
  std::map<std::string, std::string> pointReports;  ///< by point's id: a file beside the report
  std::string answer;                               ///< answerHtml()
};

/// The study's report: one HTML file that needs no network. The same results give the same bytes.
[[nodiscard]] std::string renderStudyReport(const StudyPlan& plan, const StudyResults& results,
                                            const StudyReport& report);

}  // namespace ohmic::sim
