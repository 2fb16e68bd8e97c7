// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "configs/files/escape.h"
#include "sim/report/accuracy_figures.h"
#include "sim/report/bar_chart.h"
#include "sim/report/components.h"
#include "sim/report/figure_label.h"
#include "sim/report/layer_chart.h"
#include "sim/report/line_plot.h"
#include "sim/report/number_text.h"
#include "sim/report/page.h"
#include "sim/report/table.h"

namespace ohmic::sim {
namespace {

using namespace report;  // every function here draws
using Runs = std::vector<ComparedRun>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// The second's accuracy less the first's at the first read time, paired; none where they cannot be.
std::optional<PairedDifference> pairedWithFirst(const Runs& runs, std::size_t number) {
  const RunRecord& a = runs.front().record;
  const RunRecord& b = runs[number].record;
  if (number == 0 || a.metric != "top1" || b.metric != "top1" || a.correct.empty() || b.correct.empty()) {
    return std::nullopt;
  }
  const Answers first = answersOf(a, 0), second = answersOf(b, 0);
  return arePairs(first, second) ? std::optional(pairedDifference({{&first, &second}})) : std::nullopt;
}

std::string pointsText(double share) { return (share > 0.0 ? "+" : "") + fixed(100.0 * share, 2); }

std::string differenceText(const PairedDifference& paired) {
  return paired.overImages
             ? fmt::format("{} ({} to {})", pointsText(paired.difference), pointsText(paired.overImages->low),
                           pointsText(paired.overImages->high))
             : pointsText(paired.difference);
}

/// What the runs are judged by; the first one's measure where they differ.
std::string measureOf(const Runs& runs) {
  return runs.front().record.metric == "auc_reconstruction" ? "AUC of reconstruction"
                                                            : titleOf(&AccuracyRecord::top1);
}

/// A number of a run's chip; none without one.
std::optional<double> ofChip(const RunRecord& record, double ChipRecord::*field) {
  return record.chip ? std::optional((*record.chip).*field) : std::nullopt;
}

/// A row of the table: a figure, and its number in each run.
struct TableRow {
  std::string title;
  std::vector<double> numbers;
  std::vector<std::string> texts;
};

TableRow chipRow(const Runs& runs, double ChipRecord::*field, const std::string& unit) {
  TableRow row{headingOf(field), {}, {}};
  double largest = 0.0;
  for (const auto& run : runs) {
    row.numbers.push_back(ofChip(run.record, field).value_or(kNone));
    largest = std::isfinite(row.numbers.back()) ? std::max(largest, row.numbers.back()) : largest;
  }
  const Scale scale = takesPrefix(unit) ? siScale(largest, unit) : Scale{unit, 1.0};
  row.title = headingOf(field, scale.unit);
  for (const double number : row.numbers) {
    row.texts.push_back(std::isfinite(number) ? significant(number / scale.factor) : "no chip");
  }
  return row;
}

std::vector<TableRow> rowsOf(const Runs& runs) {
  const auto each = [&](const std::string& title,
                        const std::function<std::pair<double, std::string>(std::size_t)>& cell) {
    TableRow row{title, {}, {}};
    for (std::size_t r = 0; r < runs.size(); ++r) {
      auto [number, text] = cell(r);
      row.numbers.push_back(number);
      row.texts.push_back(std::move(text));
    }
    return row;
  };
  std::vector<TableRow> rows;
  const auto at = [&](std::size_t r) -> const AccuracyRecord& { return runs[r].record.byReadTime.front(); };
  rows.push_back(each(
      "read time", [&](std::size_t r) { return std::pair(at(r).readTime, readTimeText(at(r).readTime)); }));
  rows.push_back(each(measureOf(runs) + ", % (95 % over images)", [&](std::size_t r) {
    return std::pair(at(r).top1, fmt::format("{} ({} to {})", fixed(100.0 * at(r).top1, 2),
                                             fixed(100.0 * at(r).interval95.low, 2),
                                             fixed(100.0 * at(r).interval95.high, 2)));
  }));
  rows.push_back(each("less the first's, points (95 %, paired)", [&](std::size_t r) {
    const auto paired = pairedWithFirst(runs, r);
    return std::pair(paired ? paired->difference : kNone, r == 0   ? std::string()
                                                          : paired ? differenceText(*paired)
                                                                   : "other images or chips");
  }));
  rows.push_back(each("digital network, %", [&](std::size_t r) {
    return std::pair(runs[r].record.digitalTop1, fixed(100.0 * runs[r].record.digitalTop1, 2));
  }));
  rows.push_back(each("images, chips", [&](std::size_t r) {
    return std::pair(static_cast<double>(runs[r].record.images),
                     fmt::format("{}, {}", grouped(runs[r].record.images), runs[r].record.chips));
  }));
  if (std::any_of(runs.begin(), runs.end(), [](const auto& run) { return run.record.chip.has_value(); })) {
    rows.push_back(chipRow(runs, &ChipRecord::energyPerImage_J, "J"));
    rows.push_back(chipRow(runs, &ChipRecord::latency_s, "s"));
    rows.push_back(chipRow(runs, &ChipRecord::throughput, "images/s"));
    rows.push_back(chipRow(runs, &ChipRecord::areaInstalled_m2, "m²"));
    rows.push_back(chipRow(runs, &ChipRecord::topsPerWatt, "TOPS/W"));
  }
  rows.push_back(each(titleOf(&RunRecord::arrays), [&](std::size_t r) {
    return std::pair(static_cast<double>(runs[r].record.arrays), grouped(runs[r].record.arrays));
  }));
  rows.push_back(each(headingOf(&RunRecord::utilisation), [&](std::size_t r) {
    return std::pair(runs[r].record.utilisation, fixed(100.0 * runs[r].record.utilisation, 1));
  }));
  return rows;
}

std::string tableOf(const Runs& runs) {
  Table table{"table-comparison", {{"figure"}}, {}, {}};
  for (const auto& run : runs) {
    table.columns.push_back({run.name, true});
  }
  for (const auto& row : rowsOf(runs)) {
    std::vector<TableCell> cells = {{row.title, {}, {}, {}}};
    for (std::size_t r = 0; r < runs.size(); ++r) {
      cells.push_back(numberCell(row.numbers[r], row.texts[r]));
    }
    table.rows.push_back(std::move(cells));
  }
  return tableHtml(table);
}

/// Dots with whiskers, one row for each run.
std::string accuracyPlot(const Runs& runs) {
  BarChart chart;
  chart.id = "plot-accuracy";
  chart.label = "Accuracy of the runs";
  chart.mark = BarMark::dot;
  chart.rowHeight = 26.0;
  double low = 1.0, high = 0.0;
  for (const auto& run : runs) {
    const auto& at = run.record.byReadTime.front();
    const std::string text = accuracyText(at.top1, at.interval95);
    chart.rows.push_back({run.name,
                          {{0.0, at.top1, kAccent, run.name + ": " + text}},
                          percent(at.top1),
                          Whisker{at.interval95.low, at.interval95.high}});
    low = std::min(low, at.interval95.low);
    high = std::max(high, at.interval95.high);
  }
  const double air = std::max(0.08 * (high - low), 0.002);
  chart.axis = linearAxis(measureOf(runs), std::max(low - air, 0.0), std::min(high + air, 1.0), {"%", 0.01});
  return figureHtml(
      "Accuracy", draw(chart),
      fmt::format(
          "The {} at the first read time, mean over the chips, with the 95 % interval over the images; the "
          "table has the paired differences, which are sharper.",
          measureOf(runs)));
}

/// Components of all runs' energy, the largest in all first.
std::vector<Component> componentsOf(const Runs& runs) {
  ChipRecord all;
  for (const auto& run : runs) {
    for (const auto& [name, joules] :
         run.record.chip ? run.record.chip->energyByComponent_J : std::map<std::string, double>()) {
      all.energyByComponent_J[name] += joules;
    }
  }
  return energyComponents(all);
}

std::string energyPlot(const Runs& runs) {
  BarChart chart;
  chart.id = "plot-energy";
  chart.label = "Energy of the runs by component";
  chart.rowHeight = 26.0;
  double largest = 0.0;
  const auto components = componentsOf(runs);
  for (const auto& run : runs) {
    if (!run.record.chip) {
      chart.rows.push_back({run.name, {}, "no chip", {}});
      continue;
    }
    std::vector<BarPart> parts;
    for (const auto& component : components) {
      const auto found = run.record.chip->energyByComponent_J.find(component.name);
      if (found != run.record.chip->energyByComponent_J.end()) {
        parts.push_back({found->second, component.colour,
                         fmt::format("{}, {}: {}", run.name, component.name, quantity(found->second, "J"))});
      }
    }
    auto row = stackedRow(run.name, parts);
    row.note = quantity(run.record.chip->energyPerImage_J, "J");
    chart.rows.push_back(std::move(row));
    largest = std::max(largest, run.record.chip->energyPerImage_J);
  }
  for (const auto& component : components) {
    if (component.amount > 0.0) {
      chart.legend.push_back({component.name, component.colour});
    }
  }
  chart.axis = zeroAxis(titleOf(&ChipRecord::energyPerImage_J), largest, siScale(largest, "J"));
  return figureHtml(
      "Energy by component", draw(chart),
      "Energy of one image in each kind of component, mean over the chips at the first read time.");
}

/// Whether the runs have the same layers, so that a figure can show them side by side.
bool haveSameLayers(const Runs& runs) {
  const auto& first = runs.front().record;
  return !first.layers.empty() && std::all_of(runs.begin(), runs.end(), [&](const auto& run) {
    return layerNames(run.record) == layerNames(first);
  });
}

/// A curve over the layers for each run.
std::string layerPlot(const Runs& runs) {
  constexpr std::size_t kColours = 7;
  LinePlot plot;
  plot.id = "plot-layers";
  plot.label = "Error by layer of the runs";
  plot.width = 2.0 * kFigureWidth + 56.0;
  double largest = 0.0;
  const auto names = layerNames(runs.front().record);
  for (std::size_t r = 0; r < runs.size(); ++r) {
    Series series{runs[r].name, {}, seriesColour(r % kColours)};
    series.dashed = r >= kColours;
    for (std::size_t l = 0; l < names.size(); ++l) {
      const double error = runs[r].record.layers[l].relativeError;
      series.points.push_back({static_cast<double>(l + 1),
                               error,
                               kNone,
                               kNone,
                               fmt::format("{}, {}: {}", runs[r].name, names[l], percent(error)),
                               {}});
      largest = std::isfinite(error) ? std::max(largest, error) : largest;
    }
    plot.series.push_back(std::move(series));
  }
  plot.x = Axis{"layer", 0.5, static_cast<double>(names.size()) + 0.5, false, {}};
  for (std::size_t l = 0; l < names.size(); ++l) {
    plot.x.ticks.push_back({static_cast<double>(l + 1), names[l]});
  }
  plot.y = zeroAxis(titleOf(&LayerRecord::relativeError), largest, {"%", 0.01}, 1.05);
  return figureHtml(
      "Error by layer", draw(plot),
      "L2 distance of each layer's analog outputs from the digital float network's, in % of the "
      "latter's norm (chip 0, first read time, first images).",
      true);
}

/// Values of the run files that are not the same in all runs.
std::string configurationOf(const Runs& runs) {
  std::vector<std::string> keys;
  std::vector<std::map<std::string, std::string>> values;
  for (const auto& run : runs) {
    values.emplace_back();
    for (const auto& value : run.record.config) {
      values.back()[value.path] = value.value;
      if (std::find(keys.begin(), keys.end(), value.path) == keys.end()) {
        keys.push_back(value.path);
      }
    }
  }
  Table table{"table-configuration", {{"key"}}, {}, {}};
  for (const auto& run : runs) {
    table.columns.push_back({run.name});
  }
  for (const auto& key : keys) {
    std::set<std::string> different;
    std::vector<TableCell> cells = {{key, {}, {}, {}}};
    for (const auto& of : values) {
      const auto found = of.find(key);
      cells.push_back({found == of.end() ? "" : found->second, {}, {}, {}});
      different.insert(cells.back().text);
    }
    if (different.size() > 1) {
      table.rows.push_back(std::move(cells));
    }
  }
  return table.rows.empty() ? "<p>All values of the run files are equal.</p>\n" : tableHtml(table);
}

std::string headerOf(const Runs& runs) {
  std::string hashes;
  for (const auto& run : runs) {
    hashes += fmt::format("<p class=\"prints\">{}: {} on {}, hash <span class=\"mono\">{}</span></p>\n",
                          configs::markupText(run.name), configs::markupText(run.record.model),
                          configs::markupText(run.record.dataset), configs::markupText(run.record.hash));
  }
  return fmt::format(
      "<header>\n<p class=\"eyebrow\">Ohmic {}, comparison</p>\n<h1>{} runs</h1>\n{}</header>\n",
      configs::markupText(runs.front().record.version), runs.size(), hashes);
}

}  // namespace

std::string renderComparison(const std::vector<ComparedRun>& runs) {
  assert(runs.size() >= 2);
  const bool hasChip =
      std::any_of(runs.begin(), runs.end(), [](const auto& run) { return run.record.chip.has_value(); });
  std::vector<PageSection> sections = {
      {"figures", "In figures", tableOf(runs)},
      {"plots", "Side by side",
       "<div class=\"pair\">\n" + accuracyPlot(runs) + (hasChip ? energyPlot(runs) : std::string()) +
           (haveSameLayers(runs) ? layerPlot(runs) : std::string()) + "</div>\n"},
      {"configuration", "What differs in the run files", configurationOf(runs)}};
  return pageHtml(
      {"Ohmic comparison", headerOf(runs), sections, fmt::format("Ohmic {}.", runs.front().record.version)});
}

}  // namespace ohmic::sim
