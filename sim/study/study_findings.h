// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "sim/study/execute_study.h"
#include "sim/study/plan.h"
#include "sim/study/search/race.h"
#include "sim/study/study_folder.h"
#include "sim/study/study_results.h"

namespace ohmic::sim {

/// All that a study's folder tells at one moment.
struct StudyFindings {
  StudyPlan plan;  ///< of a search with the last run of each point (lastRuns())
  StudyResults results;
  std::optional<RaceLog> race;  ///< of a search

  /// Points by what has become of them; of a search those that fell count as done.
  [[nodiscard]] StudyCount count() const;
};

/// Reads the folder of a study, and of a search also finds its decisions.
/// @throws configs::InputError for a damaged file.
[[nodiscard]] StudyFindings findingsOf(const StudyPlan& plan, const StudyFolder& folder);

}  // namespace ohmic::sim
