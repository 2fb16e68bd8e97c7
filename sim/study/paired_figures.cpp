// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/paired_figures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "configs/files/csv.h"
#include "sim/record/compare_runs.h"
#include "sim/report/bar_chart.h"
#include "sim/report/number_text.h"
#include "sim/study/quantity_of.h"

namespace ohmic::sim {
namespace {

using configs::csvLine;
using configs::csvNumber;
using configs::csvText;

constexpr std::size_t kMostRows = 24;
constexpr double kWidth = 640.0;

/// A difference with what it is one of.
struct Row {
  std::string label;
  std::string tip;
  PairedDifference paired;
  std::size_t pairs = 1;
};

/// "+1.20", in points of a percent.
std::string pointsText(double share) { return (share > 0.0 ? "+" : "") + report::fixed(100.0 * share, 2); }

std::string intervalText(const PairedDifference& paired) {
  return paired.overImages ? fmt::format("{} to {}", pointsText(paired.overImages->low),
                                         pointsText(paired.overImages->high))
                           : std::string("n/a");
}

bool isCertain(const PairedDifference& paired) {
  return paired.overImages && (paired.overImages->low > 0.0 || paired.overImages->high < 0.0);
}

/// Dots at the differences, whiskers over their intervals, grey where the interval holds zero.
StudyFigure draw(const std::string& name, const std::string& title, const std::string& caption,
                 const std::vector<Row>& rows) {
  report::BarChart chart;
  chart.id = "plot-" + name;
  chart.label = title;
  chart.mark = report::BarMark::dot;
  chart.width = kWidth;
  chart.legend = {{"certain", report::kAccent}, {"may be none", report::kRest}};
  StudyFigure figure{name, title, caption, {}, csvLine({"what", "difference", "low", "high", "pairs"})};
  double low = 0.0, high = 0.0;
  for (const auto& row : rows) {
    const auto& paired = row.paired;
    const Interval span = paired.overImages.value_or(Interval{paired.difference, paired.difference});
    low = std::min({low, span.low, paired.difference});
    high = std::max({high, span.high, paired.difference});
    const std::string text = fmt::format("{} ({})", pointsText(paired.difference), intervalText(paired));
    chart.rows.push_back({row.label,
                          {{0.0, paired.difference, isCertain(paired) ? report::kAccent : report::kRest,
                            fmt::format("{}: {} points", row.tip, text)}},
                          text,
                          report::Whisker{span.low, span.high}});
    figure.csv += csvLine({csvText(row.label), csvNumber(paired.difference), csvNumber(span.low),
                           csvNumber(span.high), fmt::format("{}", row.pairs)});
  }
  const double air = std::max(0.05 * (high - low), 0.001);
  chart.axis = report::linearAxis("difference of top-1 accuracy", low - air, high + air, {"points", 0.01});
  figure.svg = report::draw(chart);
  return figure;
}

/// Values of the axes that differ within the study, and the read time where there are several.
class Labels {
 public:
  Labels(const StudyPlan& plan, const StudyResults& results) {
    for (const auto& column : plan.columns) {
      columns_.push_back(results.find(column.name));
    }
    const ResultColumn* const time = results.find("read_time_s");
    const bool hasTimes = std::any_of(time->numbers.begin(), time->numbers.end(), [&](double value) {
      return value != time->numbers.front() && value == value;
    });
    if (hasTimes) {
      columns_.push_back(time);
    }
  }

  [[nodiscard]] const std::vector<const ResultColumn*>& columns() const { return columns_; }

  /// "8, 1 Ω" without names, "adc bits 8, wires row 1 Ω" with them.
  [[nodiscard]] std::string of(std::size_t line, bool hasNames) const {
    std::vector<std::string> words;
    for (const auto* column : columns_) {
      words.push_back(hasNames ? fmt::format("{} {}", quantityOf(*column).title, textAt(*column, line))
                               : textAt(*column, line));
    }
    return fmt::format("{}", fmt::join(words, ", "));
  }

 private:
  std::vector<const ResultColumn*> columns_;
};

std::vector<std::size_t> answered(const StudyResults& results) {
  std::vector<std::size_t> lines;
  for (std::size_t line = 0; line < results.answers.size(); ++line) {
    if (results.answers[line]) {
      lines.push_back(line);
    }
  }
  return lines;
}

/// The best results against the best of all.
std::optional<StudyFigure> againstBest(const StudyResults& results, const Labels& labels,
                                       std::vector<std::size_t> lines) {
  const auto& top1 = results.find("top1")->numbers;
  std::stable_sort(lines.begin(), lines.end(),
                   [&](std::size_t a, std::size_t b) { return top1[a] > top1[b]; });
  const std::size_t best = lines.front();
  std::vector<Row> rows;
  for (auto line = lines.begin() + 1; line != lines.end() && rows.size() < kMostRows; ++line) {
    const Answers& other = *results.answers[*line];
    if (arePairs(*results.answers[best], other)) {
      rows.push_back({labels.of(*line, false), labels.of(*line, true),
                      pairedDifference({{&*results.answers[best], &other}})});
    }
  }
  if (rows.empty()) {
    return std::nullopt;
  }
  const bool isAll = rows.size() + 1 == lines.size();
  return draw(
      kPairedFigures[0],
      isAll ? "Against the best" : fmt::format("The best {} against the best", rows.size()),
      fmt::format("Accuracy less that of the best result ({}: {}), paired over {} images and {} chips, "
                  "with the 95 % interval over the images; grey where that holds zero.",
                  labels.of(best, true), report::percent(top1[best]),
                  report::grouped(results.answers[best]->images), results.answers[best]->chips),
      rows);
}

/// What each value of an axis does against the axis' first one.
void addAxis(const StudyResults& results, const Labels& labels, const std::vector<std::size_t>& lines,
             const ResultColumn& axis, std::vector<Row>& rows) {
  std::vector<std::string> values;                                    // as they first stand
  std::map<std::pair<std::string, std::string>, std::size_t> lineAt;  // by the others' values and its own
  std::vector<std::string> others;
  for (const auto line : lines) {
    std::vector<std::string> rest;
    for (const auto* column : labels.columns()) {
      rest.push_back(column == &axis ? std::string() : textAt(*column, line));
    }
    const std::string own = textAt(axis, line), key = fmt::format("{}", fmt::join(rest, "\n"));
    if (std::find(values.begin(), values.end(), own) == values.end()) {
      values.push_back(own);
    }
    if (lineAt.emplace(std::pair(key, own), line).second &&
        std::find(others.begin(), others.end(), key) == others.end()) {
      others.push_back(key);
    }
  }
  for (std::size_t v = 1; v < values.size() && rows.size() < kMostRows; ++v) {
    std::vector<std::pair<const Answers*, const Answers*>> pairs;
    for (const auto& key : others) {
      const auto first = lineAt.find({key, values.front()}), second = lineAt.find({key, values[v]});
      if (first == lineAt.end() || second == lineAt.end()) {
        continue;
      }
      const Answers& a = *results.answers[first->second];
      const Answers& b = *results.answers[second->second];
      if (arePairs(a, b) && (pairs.empty() || arePairs(*pairs.front().first, a))) {
        pairs.emplace_back(&a, &b);
      }
    }
    if (!pairs.empty()) {
      const std::string title = quantityOf(axis).title;
      rows.push_back({fmt::format("{} {}", title, values[v]),
                      fmt::format("{} {} less {}, mean over {} settings of the others", title, values[v],
                                  values.front(), pairs.size()),
                      pairedDifference(pairs), pairs.size()});
    }
  }
}

}  // namespace

std::vector<StudyFigure> drawPairedFigures(const StudyPlan& plan, const StudyResults& results) {
  std::vector<StudyFigure> figures;
  const auto lines = answered(results);
  if (lines.size() < 2 || plan.columns.empty()) {
    return figures;
  }
  const Labels labels(plan, results);
  if (auto best = againstBest(results, labels, lines)) {
    figures.push_back(std::move(*best));
  }
  std::vector<Row> rows;
  std::vector<std::string> firsts;
  for (const auto* axis : labels.columns()) {
    const std::size_t before = rows.size();
    addAxis(results, labels, lines, *axis, rows);
    if (rows.size() > before) {
      firsts.push_back(fmt::format("{} {}", quantityOf(*axis).title, textAt(*axis, lines.front())));
    }
  }
  if (!rows.empty()) {
    figures.push_back(
        draw(kPairedFigures[1], "What each value does",
             fmt::format("Accuracy at each value of an axis less that at its first one ({}), the "
                         "mean over all settings of the other axes, paired over images and "
                         "chips, with the 95 % interval over the images.",
                         fmt::join(firsts, ", ")),
             rows));
  }
  return figures;
}

}  // namespace ohmic::sim
