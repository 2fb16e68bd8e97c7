// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/study_answer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "configs/files/escape.h"
#include "sim/report/number_text.h"
#include "sim/report/table.h"
#include "sim/study/quantity_of.h"
#include "sim/study/search/search_results.h"
#include "sim/study/study_figures.h"

namespace ohmic::sim {
namespace {

constexpr const char* kTop1 = "top1";
constexpr const char* kEnergy = "energy_per_image_J";

double numberAt(const StudyResults& results, const std::string& column, std::size_t line) {
  return results.find(column)->numbers[line];
}

std::size_t pointAt(const StudyResults& results, std::size_t line) {
  return static_cast<std::size_t>(numberAt(results, "point", line)) - 1;
}

/// Lines that an answer is chosen from.
std::vector<std::size_t> candidatesOf(const StudyFindings& found) {
  const StudyResults& results = found.results;
  std::vector<std::size_t> lines;
  std::set<std::size_t> seen;
  if (results.lines == 0) {
    return lines;
  }
  const auto& status = results.find("status")->texts;
  for (std::size_t line = 0; line < results.lines; ++line) {
    const std::size_t point = pointAt(results, line);
    bool isChosen = (status[line] == "done" || status[line] == "open") && seen.insert(point).second;
    if (isChosen && found.race) {
      const auto& ahead = found.race->ahead;  // points that rest were seen on fewer images
      if (!std::binary_search(ahead.begin(), ahead.end(), point)) {
        continue;
      }
      const auto slacks = slacksOf(*found.plan.study.search, found.race->standings[point]);
      isChosen = std::all_of(slacks.begin(), slacks.end(), [](double slack) { return slack >= 0.0; });
    }
    if (isChosen) {
      lines.push_back(line);
    }
  }
  return lines;
}

std::vector<SearchGoal> goalsOf(const StudyFindings& found, const std::vector<std::size_t>& lines) {
  if (found.race) {
    return found.plan.study.search->goals;
  }
  std::vector<SearchGoal> goals = {{kTop1, true}};
  std::set<double> energies;
  for (const std::size_t line : lines) {
    energies.insert(numberAt(found.results, kEnergy, line));
  }
  if (energies.size() > 1 &&
      std::all_of(energies.begin(), energies.end(), [](double value) { return std::isfinite(value); })) {
    goals.push_back({kEnergy, false});
  }
  return goals;
}

/// "(91.20 to 93.80)" of accuracies, over the chips or over the images with one chip; empty of others.
std::string intervalText(const StudyResults& results, const std::string& column, std::size_t line) {
  if (column != kTop1) {
    return {};
  }
  const double overChips = numberAt(results, "top1_chip_low", line);
  const std::string of = std::isfinite(overChips) ? "top1_chip_" : "top1_";
  const double low = numberAt(results, of + "low", line), high = numberAt(results, of + "high", line);
  return std::isfinite(low) && std::isfinite(high)
             ? fmt::format(" ({} to {})", report::fixed(100.0 * low, 2), report::fixed(100.0 * high, 2))
             : std::string();
}

std::string settingsText(const StudyFindings& found, std::size_t line) {
  std::vector<std::string> words;
  for (const auto& column : found.plan.columns) {
    const ResultColumn& values = *found.results.find(column.name);
    words.push_back(fmt::format("{} {}", quantityOf(values).title, textAt(values, line)));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string valueText(const StudyResults& results, const std::string& column, std::size_t line) {
  return textAt(*results.find(column), line) + intervalText(results, column, line);
}

std::string pointText(const StudyFindings& found, const StudyAnswer& answer, std::size_t line) {
  std::vector<std::string> values;
  for (const auto& goal : answer.goals) {
    values.push_back(fmt::format("{} {}", quantityOf(*found.results.find(goal.column)).title,
                                 valueText(found.results, goal.column, line)));
  }
  return fmt::format("point {} ({}): {}", pointAt(found.results, line) + 1, settingsText(found, line),
                     fmt::join(values, ", "));
}

std::string titlesOf(const StudyFindings& found, const StudyAnswer& answer) {
  std::vector<std::string> titles;
  for (const auto& goal : answer.goals) {
    titles.push_back(quantityOf(*found.results.find(goal.column)).title);
  }
  return fmt::format("{}", fmt::join(titles, " and "));
}

/// Why there is no answer.
std::string nothingText(const StudyFindings& found) {
  const std::size_t failed = static_cast<std::size_t>(found.results.failed), all = found.plan.points.size();
  const bool isOpen =
      found.race ? found.race->end == RaceEnd::unfinished || found.race->rounds.empty() : failed < all;
  if (failed == all) {
    return "There is no answer: every point failed.";
  }
  if (isOpen) {
    return "There is no answer yet: no point is done.";
  }
  const std::string failures = failed > 0 ? fmt::format("; {} of {} failed", failed, all) : std::string();
  return fmt::format("{}{}.",
                     found.plan.study.search->constraints.empty()
                         ? "There is no answer: no point has a result"
                         : "No point meets the constraints",
                     failures);
}

std::string sentenceOf(const StudyFindings& found, const StudyAnswer& answer) {
  if (answer.lines.empty()) {
    return nothingText(found);
  }
  const std::string first = pointText(found, answer, answer.lines.front());
  if (answer.lines.size() == 1) {
    return fmt::format("Best in {}: {}.", titlesOf(found, answer), first);
  }
  return fmt::format("{} points are not beaten in {}, from {}, to {}.", answer.lines.size(),
                     titlesOf(found, answer), first, pointText(found, answer, answer.lines.back()));
}

void addNotes(const StudyFindings& found, StudyAnswer& answer) {
  if (!found.race) {
    return;
  }
  const Search& search = *found.plan.study.search;
  answer.notes.push_back(raceText(found.plan, *found.race));
  const std::string tolerance = search.tolerance > 0.0 ? fmt::format(" Differences up to {} do not count.",
                                                                     report::percent(search.tolerance, 1))
                                                       : std::string();
  answer.notes.push_back(fmt::format(
      "The others fell at a confidence of {} for all decisions together; decisions.csv has each.{}",
      report::percent(search.confidence, 1), tolerance));
  const std::size_t rest = found.race->left.size() - std::min(found.race->left.size(), answer.lines.size());
  if (rest > 0) {
    answer.notes.push_back(fmt::format("{} more {} left, worse by the results and not surely so.", rest,
                                       rest == 1 ? "point is" : "points are"));
  }
}

}  // namespace

StudyAnswer answerOf(const StudyFindings& found) {
  StudyAnswer answer;
  const auto lines = candidatesOf(found);
  answer.goals = goalsOf(found, lines);
  std::vector<std::vector<double>> values;
  for (const auto& goal : answer.goals) {
    values.emplace_back();
    for (const std::size_t line : lines) {
      const double value = numberAt(found.results, goal.column, line);
      values.back().push_back(goal.isHigher ? value : -value);
    }
  }
  const auto isOnFront = paretoFront(values);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (isOnFront[i]) {
      answer.lines.push_back(lines[i]);
    }
  }
  const auto& first = answer.goals.front();
  std::stable_sort(answer.lines.begin(), answer.lines.end(), [&](std::size_t a, std::size_t b) {
    const double left = numberAt(found.results, first.column, a);
    const double right = numberAt(found.results, first.column, b);
    return first.isHigher ? left > right : left < right;
  });
  answer.sentence = sentenceOf(found, answer);
  addNotes(found, answer);
  return answer;
}

std::string answerHtml(const StudyFindings& found, const StudyAnswer& answer,
                       const std::vector<std::string>& picks) {
  std::string html = fmt::format("<p class=\"lede\">{}</p>\n", configs::markupText(answer.sentence));
  for (const auto& note : answer.notes) {
    html += fmt::format("<p>{}</p>\n", configs::markupText(note));
  }
  if (answer.lines.empty()) {
    return html;
  }
  report::Table table{"table-answer", {{"run file"}, {"point", true}}, {}, {}};
  for (const auto& column : found.plan.columns) {
    table.columns.push_back(
        {quantityOf(*found.results.find(column.name)).title, column.isNumeric, false, column.name});
  }
  for (const auto& goal : answer.goals) {
    table.columns.push_back({quantityOf(*found.results.find(goal.column)).title +
                                 (goal.column == kTop1 ? " (95 % interval)" : ""),
                             true, false, goal.column});
  }
  table.columns.push_back({"images", true});
  table.columns.push_back({"chips", true});
  for (std::size_t i = 0; i < answer.lines.size(); ++i) {
    const std::size_t line = answer.lines[i];
    const std::string pick = i < picks.size() ? picks[i] : std::string();
    std::vector<report::TableCell> cells = {{pick.empty() ? "none" : pick, {}, {}, pick}};
    const auto add = [&](const std::string& name) {
      const ResultColumn& column = *found.results.find(name);
      cells.push_back(column.isNumeric
                          ? report::numberCell(column.numbers[line], valueText(found.results, name, line))
                          : report::TableCell{column.texts[line], {}, {}});
    };
    add("point");
    for (const auto& column : found.plan.columns) {
      add(column.name);
    }
    for (const auto& goal : answer.goals) {
      add(goal.column);
    }
    add("images");
    add("chips");
    table.rows.push_back(std::move(cells));
  }
  return html + report::tableHtml(table);
}

}  // namespace ohmic::sim
