// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/study_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "configs/files/escape.h"
#include "sim/report/number_text.h"
#include "sim/report/page.h"
#include "sim/report/table.h"

namespace ohmic::sim {
namespace {

bool isEmpty(const ResultColumn& column) {
  return column.isNumeric && std::none_of(column.numbers.begin(), column.numbers.end(),
                                          [](double value) { return std::isfinite(value); });
}

report::TableCell cellOf(const ResultColumn& column, std::size_t line) {
  if (!column.isNumeric) {
    const auto& text = column.texts[line];
    return {column.name == "id" ? text.substr(0, 8) : text, {}, column.name == "id" ? text : std::string()};
  }
  const double value = column.numbers[line];
  return std::isfinite(value) ? report::numberCell(value, fmt::format("{:.5g}", value))
                              : report::TableCell{"", "nan", {}};
}

std::string tableOf(const StudyResults& results) {
  report::Table table{"table-results", {}, {}, {}};
  for (const auto& column : results.columns) {
    if (!isEmpty(column)) {
      table.columns.push_back({column.name, column.isNumeric});
    }
  }
  for (std::size_t line = 0; line < results.lines; ++line) {
    std::vector<report::TableCell> cells;
    for (const auto& column : results.columns) {
      if (!isEmpty(column)) {
        cells.push_back(cellOf(column, line));
      }
    }
    table.rows.push_back(std::move(cells));
  }
  return report::tableHtml(table);
}

std::string headerOf(const StudyPlan& plan, const StudyResults& results) {
  return fmt::format(
      "<header>\n<p class=\"eyebrow\">Ohmic {}, study report</p>\n<h1>{}</h1>\n<p class=\"lede\">{}</p>\n"
      "<p>{} points: {} done, {} failed, {} missing. Base run {}.</p>\n"
      "<p class=\"prints\">hash <span class=\"mono\">{}</span></p>\n</header>\n",
      OHMIC_VERSION, configs::markupText(plan.study.title), configs::markupText(plan.study.question),
      plan.points.size(), results.done, results.failed, results.missing,
      configs::markupText(plan.study.run.filename().string()), resultsHash(results));
}

std::string listOf(const std::vector<std::string>& sentences) {
  std::string html = "<ul>\n";
  for (const auto& sentence : sentences) {
    html += fmt::format("<li>{}</li>\n", configs::markupText(sentence));
  }
  return html + "</ul>\n";
}

std::string configurationOf(const StudyPlan& plan) {
  report::Table table{"table-configuration", {{"key"}, {"value at the first point"}}, {}, {}};
  for (const auto& [key, value] : plan.baseConfig) {
    table.rows.push_back({{key, {}, {}}, {value, {}, {}}});
  }
  return report::tableHtml(table);
}

}  // namespace

std::string renderStudyReport(const StudyPlan& plan, const StudyResults& results,
                              const std::vector<StudyFigure>& figures,
                              const std::vector<std::string>& failures) {
  std::string drawings;
  for (const auto& figure : figures) {
    drawings += report::figureHtml(figure.title, figure.svg, figure.caption);
  }
  std::vector<report::PageSection> sections = {
      {"figures", "Figures", "<div class=\"pair\">\n" + drawings + "</div>\n"},
      {"results", "Results", tableOf(results)}};
  if (!failures.empty()) {
    sections.push_back({"failures", "Failed points", listOf(failures)});
  }
  sections.push_back({"configuration", "Configuration", configurationOf(plan)});
  return report::pageHtml({fmt::format("{}: Ohmic study report", plan.study.title), headerOf(plan, results),
                           sections, fmt::format("Ohmic {}. Hash {}.", OHMIC_VERSION, resultsHash(results))});
}

}  // namespace ohmic::sim
