// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "sim/study/execute_study.h"
#include "sim/study/plan.h"
#include "sim/study/search/race.h"
#include "sim/study/study_folder.h"

namespace ohmic::sim {

/// The race of a study, as far as its folder's files tell: whatever process wrote them, and when.
/// @pre plan.search and plan.study.search
/// @throws configs::InputError for a damaged file.
[[nodiscard]] RaceLog replaySearch(const StudyPlan& plan, const StudyFolder& folder);

/// How a search is worked on beside StudyWork; changes no decision.
struct SearchWork {
  StudyWork study;  ///< its progress is told of one round at a time
  std::function<void(std::size_t round, std::size_t rounds)> begins;
};

/// Runs a search to its end: round by round what is missing of it. Any number of processes work on one
/// folder at a time. Each begins at another place of a round, by its shard, takes what nobody has claimed,
/// and waits for what others work on; so one of them alone finishes the search as well.
///
/// After Search::time_s no round begins of which anything is missing.
[[nodiscard]] RaceLog executeSearch(const StudyPlan& plan, const StudyFolder& folder, const SearchWork& work);

/// The plan with the id of each point's last run in the place of its own: what there is to read of it.
/// Points that were not run keep theirs.
[[nodiscard]] StudyPlan lastRuns(const StudyPlan& plan, const RaceLog& log);

/// The results that a race is judged by.
[[nodiscard]] Standing standingOf(const Search& search, const RunRecord& record);

/// Points that fall without an image, and why: breakOf() of each.
[[nodiscard]] std::vector<std::pair<std::size_t, std::string>> plannedFalls(const StudyPlan& plan);

}  // namespace ohmic::sim
