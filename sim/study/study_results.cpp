// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/study_results.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "configs/files/csv.h"
#include "configs/files/json.h"
#include "sim/record/read_results.h"

namespace ohmic::sim {
namespace {

using nlohmann::json;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Lines that grow column by column in a fixed order.
class Lines {
 public:
  explicit Lines(StudyResults& results) : results_(results) {}

  void begin() { next_ = 0; }
  void end() { ++results_.lines; }

  void number(const std::string& name, double value) { column(name, nullptr, true).numbers.push_back(value); }
  void figure(const Figure& figure, double value) {
    column(std::string(figure.name()), &figure, true).numbers.push_back(value);
  }
  void text(const std::string& name, const std::string& value) {
    column(name, nullptr, false).texts.push_back(value);
  }

 private:
  ResultColumn& column(const std::string& name, const Figure* figure, bool isNumeric) {
    if (next_ == results_.columns.size()) {
      results_.columns.push_back({name, {}, isNumeric, {}, {}, figure});
    }
    return results_.columns[next_++];
  }

  StudyResults& results_;
  std::size_t next_ = 0;
};

void addAxes(const StudyPlan& plan, const StudyPoint& point, Lines& lines) {
  for (std::size_t c = 0; c < plan.columns.size(); ++c) {
    if (plan.columns[c].isNumeric) {
      lines.number(plan.columns[c].name, point.values[c]);
    } else {
      lines.text(plan.columns[c].name, point.texts[c]);
    }
  }
}

/// @param record, at  null for a failed point.
void addFigures(const RunRecord* record, const AccuracyRecord* at, Lines& lines) {
  for (const auto& figure : figures()) {
    if (figure.isColumn) {
      lines.figure(figure, at == nullptr ? kNone : columnValue(figure, *record, *at).value_or(kNone));
    }
  }
}

void addLine(const StudyPlan& plan, std::size_t number, const RunRecord* record, const AccuracyRecord* at,
             const std::string& status, Lines& lines) {
  const StudyPoint& point = plan.points[number];
  lines.begin();
  lines.number("point", static_cast<double>(number + 1));
  addAxes(plan, point, lines);
  addFigures(record, at, lines);
  lines.text("status", status);
  lines.text("id", point.id);
  lines.end();
}

json valuesOf(const StudyResults& results, std::size_t line) {
  json values = json::object();
  for (const auto& column : results.columns) {
    if (!column.isNumeric) {
      values[column.name] = column.texts[line];
    } else {
      values[column.name] = std::isfinite(column.numbers[line]) ? json(column.numbers[line]) : json();
    }
  }
  return values;
}

}  // namespace

const ResultColumn* StudyResults::find(const std::string& name) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const ResultColumn& column) { return column.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

StudyResults collectResults(const StudyPlan& plan, const StudyFolder& folder) {
  StudyResults results;
  Lines lines(results);
  for (std::size_t number = 0; number < plan.points.size(); ++number) {
    const auto& id = plan.points[number].id;
    if (folder.isDone(id)) {
      ++results.done;
      const RunRecord record = readResults(folder.result(id));
      for (const auto& note : record.notes) {
        auto& points = results.notes[note];
        if (points.empty() || points.back() != number + 1) {
          points.push_back(number + 1);
        }
      }
      for (std::size_t t = 0; t < record.byReadTime.size(); ++t) {
        addLine(plan, number, &record, &record.byReadTime[t], "done", lines);
        const bool hasAnswers = record.metric == "top1" && t < record.correct.size();
        results.answers.push_back(hasAnswers ? std::optional(answersOf(record, t)) : std::nullopt);
      }
    } else if (folder.isFailed(id)) {
      ++results.failed;
      addLine(plan, number, nullptr, nullptr, "failed", lines);
      results.answers.emplace_back();
    } else {
      ++results.missing;
    }
  }
  for (auto& column : results.columns) {
    const auto axis = std::find_if(plan.columns.begin(), plan.columns.end(),
                                   [&](const StudyColumn& c) { return c.name == column.name; });
    column.key = axis == plan.columns.end() ? std::string() : axis->key;
    column.isPercent = axis != plan.columns.end() && axis->isPercent;
  }
  return results;
}

std::vector<std::string> notesOf(const StudyResults& results) {
  constexpr std::size_t kShown = 5;
  std::vector<std::string> sentences;
  for (const auto& [note, points] : results.notes) {
    if (static_cast<std::int64_t>(points.size()) == results.done) {
      sentences.push_back(note);
      continue;
    }
    const auto end = points.begin() + static_cast<std::ptrdiff_t>(std::min(points.size(), kShown));
    sentences.push_back(fmt::format(
        "{} {}{}: {}", points.size() == 1 ? "point" : "points", fmt::join(points.begin(), end, ", "),
        points.size() > kShown ? fmt::format(" and {} more", points.size() - kShown) : std::string(), note));
  }
  return sentences;
}

std::string resultsCsv(const StudyResults& results) {
  std::vector<std::string> cells;
  for (const auto& column : results.columns) {
    cells.push_back(configs::csvText(column.name));
  }
  std::string csv = configs::csvLine(cells);
  for (std::size_t line = 0; line < results.lines; ++line) {
    cells.clear();
    for (const auto& column : results.columns) {
      cells.push_back(column.isNumeric ? configs::csvNumber(column.numbers[line])
                                       : configs::csvText(column.texts[line]));
    }
    csv += configs::csvLine(cells);
  }
  return csv;
}

std::string resultsJson(const StudyPlan& plan, const StudyFolder& folder, const StudyResults& results,
                        const std::string& search) {
  json lines = json::array(), failures = json::array(), notes = json::array();
  for (const auto& [note, points] : results.notes) {
    notes.push_back({{"note", note}, {"points", points}});
  }
  for (std::size_t line = 0; line < results.lines; ++line) {
    lines.push_back(valuesOf(results, line));
  }
  for (std::size_t number = 0; number < plan.points.size(); ++number) {
    const auto& point = plan.points[number];
    if (folder.isFailed(point.id)) {
      const PointEnd end = folder.readFailure(point.id);
      failures.push_back(
          {{"point", number + 1}, {"id", point.id}, {"reason", end.reason}, {"last_words", end.lastWords}});
    }
  }
  json document = {{"schema", 1},
                   {"study", plan.study.name},
                   {"title", plan.study.title},
                   {"question", plan.study.question},
                   {"version", OHMIC_VERSION},
                   {"program", plan.program},
                   {"points", plan.points.size()},
                   {"done", results.done},
                   {"failed", results.failed},
                   {"missing", results.missing},
                   {"failures", failures},
                   {"notes", notes},
                   {"results", lines},
                   {"hash", resultsHash(results)}};
  if (!search.empty()) {
    document["dropped"] = results.dropped;
    document["search"] = json::parse(search);
  }
  return configs::writeJson(document, 1) + "\n";
}

std::string resultsHash(const StudyResults& results) {
  StudyResults hashed = results;
  hashed.columns.erase(std::remove_if(hashed.columns.begin(), hashed.columns.end(),
                                      [](const ResultColumn& column) { return column.name == "id"; }),
                       hashed.columns.end());
  const std::string text = resultsCsv(hashed);
  const auto hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace ohmic::sim
