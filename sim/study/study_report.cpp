// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/study_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "configs/files/escape.h"
#include "sim/report/number_text.h"
#include "sim/report/page.h"
#include "sim/report/table.h"
#include "sim/study/quantity_of.h"

namespace ohmic::sim {
namespace {

/// Columns that the table leaves out or sets into others.
bool isWithin(const std::string& name) {
  static const std::set<std::string> kNames = {"id", "top1_low", "top1_high", "top1_chip_low",
                                               "top1_chip_high"};
  return kNames.count(name) > 0;
}

/// The different texts of a column, those of lines without a number left out.
std::set<std::string> valuesOf(const ResultColumn& column, std::size_t lines) {
  std::set<std::string> values;
  for (std::size_t line = 0; line < lines; ++line) {
    if (!column.isNumeric || std::isfinite(column.numbers[line])) {
      values.insert(textAt(column, line));
    }
  }
  return values;
}

double largestOf(const ResultColumn& column) {
  double largest = 0.0;
  for (const double value : column.numbers) {
    largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
  }
  return largest;
}

/// A column as the table shows it.
struct Shown {
  const ResultColumn* column;
  Quantity quantity;
  report::Scale scale;
};

Shown shownOf(const ResultColumn& column) {
  const Quantity quantity = quantityOf(column);
  return {&column, quantity, quantity.isReadTime ? report::Scale{} : scaleOf(quantity, largestOf(column))};
}

/// "(91.20 to 93.80)", over the chips or over the images with one chip; empty without one.
std::string intervalText(const StudyResults& results, std::size_t line) {
  const double overChips = results.find("top1_chip_low")->numbers[line];
  const std::string of = std::isfinite(overChips) ? "top1_chip_" : "top1_";
  const double low = results.find(of + "low")->numbers[line], high = results.find(of + "high")->numbers[line];
  return std::isfinite(low) && std::isfinite(high)
             ? fmt::format(" ({} to {})", report::fixed(100.0 * low, 2), report::fixed(100.0 * high, 2))
             : std::string();
}

report::TableCell cellOf(const StudyResults& results, const Shown& shown, std::size_t line,
                         const std::map<std::string, std::string>& reports) {
  const ResultColumn& column = *shown.column;
  if (!column.isNumeric) {
    return {column.texts[line], {}, {}, {}};
  }
  const double value = column.numbers[line];
  if (!std::isfinite(value)) {
    return {"", "nan", {}, {}};
  }
  auto cell =
      report::numberCell(value, shown.quantity.isReadTime ? report::readTimeText(value)
                                                          : digitsText(shown.quantity, value, shown.scale));
  if (column.name == "top1") {
    cell.text += intervalText(results, line);
  }
  if (column.name == "point") {
    const std::string& id = results.find("id")->texts[line];
    const auto found = reports.find(id);
    cell.tip = id;
    cell.link = found == reports.end() ? std::string() : found->second;
  }
  return cell;
}

/// What varies in columns, and in a sentence what does not.
std::string tableOf(const StudyResults& results, const std::map<std::string, std::string>& reports) {
  constexpr std::size_t kMostChoices = 16;
  report::Table table{"table-results", {}, {}, {}};
  std::vector<Shown> shown;
  std::vector<std::string> constant;
  for (const auto& column : results.columns) {
    const auto values = valuesOf(column, results.lines);
    const bool isAlways = column.name == "point" || column.name == "top1" || !column.key.empty();
    if (isWithin(column.name) || values.empty() || (column.name == "status" && values.size() < 2)) {
      continue;
    }
    if (values.size() == 1 && results.lines > 1 && !isAlways) {
      constant.push_back(fmt::format("{} {}", quantityOf(column).title, *values.begin()));
      continue;
    }
    shown.push_back(shownOf(column));
    const auto& [of, quantity, scale] = shown.back();
    const std::string unit = scale.unit.empty() ? std::string() : ", " + scale.unit;
    table.columns.push_back({quantity.title + unit + (column.name == "top1" ? " (95 % interval)" : ""),
                             column.isNumeric,
                             (!column.key.empty() || quantity.isReadTime || column.name == "status") &&
                                 values.size() > 1 && values.size() <= kMostChoices,
                             column.name});
  }
  for (std::size_t line = 0; line < results.lines; ++line) {
    std::vector<report::TableCell> cells;
    for (const auto& column : shown) {
      cells.push_back(cellOf(results, column, line, reports));
    }
    table.rows.push_back(std::move(cells));
  }
  const std::string same =
      constant.empty() ? std::string()
                       : fmt::format("<p class=\"note\">The same everywhere: {}.</p>\n",
                                     configs::markupText(fmt::format("{}", fmt::join(constant, ", "))));
  return report::tableHtml(table) + same +
         "<p class=\"note\">Intervals are over the chips, with one chip over the images. results.csv holds "
         "all "
         "columns in base units, under the names that appear over the titles here.</p>\n";
}

std::string headerOf(const StudyPlan& plan, const StudyResults& results) {
  return fmt::format(
      "<header>\n<p class=\"eyebrow\">Ohmic {}, study report</p>\n<h1>{}</h1>\n<p class=\"lede\">{}</p>\n"
      "<p>{} points: {} done, {} failed, {} missing{}. Base run {}.</p>\n"
      "<p class=\"prints\">hash <span class=\"mono\">{}</span></p>\n</header>\n",
      OHMIC_VERSION, configs::markupText(plan.study.title), configs::markupText(plan.study.question),
      plan.points.size(), results.done, results.failed, results.missing,
      results.dropped > 0 ? fmt::format(", {} dropped", results.dropped) : std::string(),
      configs::markupText(plan.study.run.filename().string()), resultsHash(results));
}

std::string configurationOf(const StudyPlan& plan) {
  report::Table table{"table-configuration", {{"key"}, {"value at the first point"}}, {}, {}};
  for (const auto& [key, value] : plan.baseConfig) {
    table.rows.push_back({{key, {}, {}, {}}, {value, {}, {}, {}}});
  }
  return report::tableHtml(table);
}

}  // namespace

std::string renderStudyReport(const StudyPlan& plan, const StudyResults& results, const StudyReport& report) {
  const auto drawn = [](const std::vector<StudyFigure>& figures) {
    std::string html;
    for (const auto& figure : figures) {
      html += report::figureHtml(figure.title, figure.svg, figure.caption, figure.isWide);
    }
    return "<div class=\"pair\">\n" + html + "</div>\n";
  };
  std::vector<report::PageSection> sections = {{"answer", "Answer", report.answer}};
  if (!report.paired.empty()) {
    sections.push_back({"paired", "Paired differences", drawn(report.paired)});
  }
  sections.push_back({"figures", "Figures", drawn(report.figures)});
  sections.push_back({"results", "Results", tableOf(results, report.pointReports)});
  if (!report.failures.empty()) {
    sections.push_back({"failures", "Failed points", report::listHtml(report.failures)});
  }
  if (!results.notes.empty()) {
    sections.push_back({"notes", "Notes", report::listHtml(notesOf(results))});
  }
  sections.push_back({"configuration", "Configuration", configurationOf(plan)});
  return report::pageHtml({fmt::format("{}: Ohmic study report", plan.study.title), headerOf(plan, results),
                           sections, fmt::format("Ohmic {}. Hash {}.", OHMIC_VERSION, resultsHash(results))});
}

}  // namespace ohmic::sim
