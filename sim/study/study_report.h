// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/study/study_figures.h"

namespace ohmic::sim {

/// The study's report: one HTML file that needs no network. The same results give the same bytes.
/// @param failures  a sentence for each failed point
[[nodiscard]] std::string renderStudyReport(const StudyPlan& plan, const StudyResults& results,
                                            const std::vector<StudyFigure>& figures,
                                            const std::vector<std::string>& failures);

}  // namespace ohmic::sim
