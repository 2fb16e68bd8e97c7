// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/search_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "configs/files/csv.h"
#include "configs/files/json.h"
#include "sim/report/number_text.h"
#include "sim/study/search/run_search.h"

namespace ohmic::sim {
namespace {

using configs::csvLine;
using configs::csvNumber;
using configs::csvText;
using nlohmann::json;

std::string wordOf(Fall::Kind kind) {
  return kind == Fall::Kind::failed   ? "failed"
         : kind == Fall::Kind::breaks ? "breaks"
         : kind == Fall::Kind::beaten ? "beaten"
                                      : "tolerated";
}

std::string wordOf(RaceEnd end) {
  return end == RaceEnd::whole ? "whole" : end == RaceEnd::images ? "images" : "unfinished";
}

std::string whyOf(const Fall& fall) {
  if (fall.kind == Fall::Kind::breaks) {
    const Gap& gap = fall.gaps.front();
    return fmt::format("{}: by {:.6g} ({:.6g} to {:.6g})", gap.of, gap.difference, gap.low, gap.high);
  }
  return fall.failure;
}

std::vector<std::string> decisionLine(const Search& search, std::size_t round, const RaceSize& size,
                                      const Fall& fall) {
  std::vector<std::string> cells = {
      fmt::to_string(round),      fmt::to_string(size.images),
      fmt::to_string(size.chips), fmt::to_string(fall.point + 1),
      wordOf(fall.kind),          fall.against ? fmt::to_string(*fall.against + 1) : std::string()};
  for (std::size_t g = 0; g < search.goals.size(); ++g) {
    const bool isThere = fall.against && g < fall.gaps.size();
    cells.push_back(isThere ? csvNumber(fall.gaps[g].difference) : std::string());
    cells.push_back(isThere ? csvNumber(fall.gaps[g].low) : std::string());
    cells.push_back(isThere ? csvNumber(fall.gaps[g].high) : std::string());
  }
  cells.push_back(csvText(whyOf(fall)));
  return cells;
}

json asJson(const Fall& fall) {
  json gaps = json::array();
  for (const auto& gap : fall.gaps) {
    gaps.push_back({{"of", gap.of}, {"difference", gap.difference}, {"low", gap.low}, {"high", gap.high}});
  }
  return {{"point", fall.point + 1},
          {"fell", wordOf(fall.kind)},
          {"against", fall.against ? json(*fall.against + 1) : json()},
          {"gaps", gaps},
          {"why", whyOf(fall)}};
}

json numbersOf(const std::vector<std::size_t>& points) {
  json numbers = json::array();
  for (const std::size_t point : points) {
    numbers.push_back(point + 1);
  }
  return numbers;
}

std::string counted(std::int64_t count, const std::string& what) {
  return fmt::format("{} {}{}", report::grouped(count), what, count == 1 ? "" : "s");
}

}  // namespace

std::string decisionsCsv(const StudyPlan& plan, const RaceLog& log) {
  const Search& search = *plan.study.search;
  std::vector<std::string> cells = {"round", "images", "chips", "point", "fell", "against"};
  for (const auto& goal : search.goals) {
    for (const char* end : {"_difference", "_low", "_high"}) {
      cells.push_back(csvText(goal.column + end));
    }
  }
  cells.emplace_back("why");
  std::string csv = csvLine(cells);
  for (const auto& [point, why] : plannedFalls(plan)) {
    csv += csvLine(decisionLine(search, 0, {}, {point, Fall::Kind::failed, std::nullopt, {}, why}));
  }
  for (std::size_t r = 0; r < log.rounds.size(); ++r) {
    for (const auto& fall : log.rounds[r].falls) {
      csv += csvLine(decisionLine(search, r + 1, log.rounds[r].size, fall));
    }
  }
  return csv;
}

std::string searchJson(const StudyPlan& plan, const RaceLog& log) {
  const Search& search = *plan.study.search;
  json rounds = json::array(), planned = json::array(), goals = json::array(), constraints = json::array();
  for (const auto& goal : search.goals) {
    goals.push_back({{"column", goal.column}, {"better", goal.isHigher ? "higher" : "lower"}});
  }
  for (const auto& constraint : search.constraints) {
    constraints.push_back(constraint.text);
  }
  for (const auto& [point, why] : plannedFalls(plan)) {
    planned.push_back({{"point", point + 1}, {"why", why}});
  }
  for (const auto& round : log.rounds) {
    json falls = json::array();
    for (const auto& fall : round.falls) {
      falls.push_back(asJson(fall));
    }
    rounds.push_back(
        {{"images", round.size.images},
         {"chips", round.size.chips},
         {"points", numbersOf(round.points)},
         {"dealt", round.size.isDealt()},
         {"chips_of_an_image", round.size.isDealt() ? round.size.chipsOfAnImage : round.size.chips},
         {"evaluations", round.evaluations},
         {"alpha", round.alpha},
         {"falls", falls}});
  }
  const json document = {{"goals", goals},
                         {"constraints", constraints},
                         {"confidence", search.confidence},
                         {"tolerance", search.tolerance},
                         {"end", wordOf(log.end)},
                         {"evaluations", log.evaluations()},
                         {"grid_evaluations", gridEvaluations(plan)},
                         {"planned_falls", planned},
                         {"rounds", rounds},
                         {"left", numbersOf(log.left)},
                         {"ahead", numbersOf(log.ahead)}};
  return configs::writeJson(document, -1);
}

std::int64_t gridEvaluations(const StudyPlan& plan) {
  return static_cast<std::int64_t>(plan.points.size()) * plan.search->evaluations();
}

std::string raceText(const StudyPlan& plan, const RaceLog& log) {
  const Search& search = *plan.study.search;
  std::string text =
      fmt::format("{} of {} left after {} and {} (every point at full size: {}).",
                  report::grouped(static_cast<std::int64_t>(log.left.size())),
                  counted(static_cast<std::int64_t>(plan.points.size()), "point"),
                  counted(static_cast<std::int64_t>(log.rounds.size()), "round"),
                  counted(log.evaluations(), "image evaluation"), report::grouped(gridEvaluations(plan)));
  if (log.end == RaceEnd::images) {
    text += fmt::format(" Not finished: the next round would take {} on {} and {}, above the limit of {}.",
                        report::grouped(log.nextEvaluations), counted(log.next.images, "image"),
                        counted(log.next.chips, "chip"), report::grouped(*search.images));
  } else if (log.end == RaceEnd::unfinished) {
    text += fmt::format(" Not finished: the round on {} and {} is not done; `ohmic study run` goes on.",
                        counted(log.next.images, "image"), counted(log.next.chips, "chip"));
    if (search.time_s) {
      text += fmt::format(" After {:g} s no round begins (time).", *search.time_s);
    }
  }
  return text;
}

std::string fallText(const Fall& fall) {
  return fall.kind == Fall::Kind::beaten ? fmt::format("beaten by point {}", *fall.against + 1)
         : fall.kind == Fall::Kind::tolerated
             ? fmt::format("within the tolerance of point {}", *fall.against + 1)
         : fall.kind == Fall::Kind::breaks ? "breaks " + fall.gaps.front().of
                                           : fall.failure;
}

void markStatus(const StudyPlan& plan, const RaceLog& log, StudyResults& results) {
  std::vector<std::string> words(plan.points.size(), "dropped");
  for (const std::size_t point : log.left) {
    words[point] = "open";
  }
  if (log.end == RaceEnd::whole) {
    for (const std::size_t point : log.ahead) {
      words[point] = "done";
    }
  }
  results.done = log.end == RaceEnd::unfinished ? 0 : static_cast<std::int64_t>(log.left.size());
  results.missing = static_cast<std::int64_t>(log.left.size()) - results.done;
  results.dropped = static_cast<std::int64_t>(plannedFalls(plan).size());
  results.failed = 0;
  for (const auto& round : log.rounds) {
    for (const auto& fall : round.falls) {
      const bool isFailed = fall.kind == Fall::Kind::failed;
      words[fall.point] = isFailed ? "failed" : "dropped";
      (isFailed ? results.failed : results.dropped) += 1;
    }
  }
  for (auto& column : results.columns) {
    if (column.name != "status") {
      continue;
    }
    const auto& numbers = results.find("point")->numbers;
    for (std::size_t line = 0; line < results.lines; ++line) {
      column.texts[line] = words[static_cast<std::size_t>(numbers[line]) - 1];
    }
  }
}

}  // namespace ohmic::sim
