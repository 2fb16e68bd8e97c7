// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/study/plan.h"
#include "sim/study/search/race.h"
#include "sim/study/study_results.h"

namespace ohmic::sim {

/// decisions.csv: a line for each point that fell, in the order of rounds and points: in which round, how, to
/// which other, and by how much in each goal with the interval at the search's confidence. Round 0 is the
/// plan, which no image was needed for.
[[nodiscard]] std::string decisionsCsv(const StudyPlan& plan, const RaceLog& log);

/// The race as a JSON object on one line, the part "search" of results.json.
[[nodiscard]] std::string searchJson(const StudyPlan& plan, const RaceLog& log);

/// What every point would have cost at full size, in image evaluations.
[[nodiscard]] std::int64_t gridEvaluations(const StudyPlan& plan);

/// Why and how the race ended, and what it cost, in sentences.
[[nodiscard]] std::string raceText(const StudyPlan& plan, const RaceLog& log);

/// "beaten by point 3", "breaks top1 >= 90 %": a fall in words.
[[nodiscard]] std::string fallText(const Fall& fall);

/// Results of lastRuns() with what has become of each point in their status: "done" of those that are left
/// and were seen at full size, "open" of those left that were not, "dropped", "failed".
void markStatus(const StudyPlan& plan, const RaceLog& log, StudyResults& results);

}  // namespace ohmic::sim
