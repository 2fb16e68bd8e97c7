// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/study_findings.h"

#include "sim/study/search/run_search.h"
#include "sim/study/search/search_results.h"

namespace ohmic::sim {

StudyCount StudyFindings::count() const {
  return {results.done + results.dropped, results.failed, results.missing};
}

StudyFindings findingsOf(const StudyPlan& plan, const StudyFolder& folder) {
  if (!plan.search) {
    return {plan, collectResults(plan, folder), std::nullopt};
  }
  StudyFindings findings;
  findings.race = replaySearch(plan, folder);
  findings.plan = lastRuns(plan, *findings.race);
  findings.results = collectResults(findings.plan, folder);
  markStatus(plan, *findings.race, findings.results);
  return findings;
}

}  // namespace ohmic::sim
