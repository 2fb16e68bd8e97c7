// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/class_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/record/statistics.h"
#include "sim/report/accuracy_figures.h"
#include "sim/report/bar_chart.h"
#include "sim/report/heat_map.h"
#include "sim/report/number_text.h"
#include "sim/report/page.h"

namespace ohmic::sim::report {
namespace {

constexpr std::size_t kMostFields = 100;  ///< rows or columns of a matrix that is drawn
constexpr std::size_t kMostClasses = 40;  ///< whose accuracies are drawn; of more, the worst
constexpr double kLooseRow = 18.0;        ///< height of a bar's row that meets no row of the matrix
constexpr double kPlotHeight = 380.0;     ///< shared by the rows

std::string className(const RunRecord& record, std::size_t index) {
  return index < record.classes.size() ? record.classes[index] : fmt::format("class {}", index);
}

std::int64_t imagesOf(const std::vector<std::int64_t>& row) {
  return std::accumulate(row.begin(), row.end(), std::int64_t{0});
}

double shareOf(std::int64_t count, std::int64_t all) {
  return all > 0 ? static_cast<double>(count) / static_cast<double>(all) : NAN;
}

std::int64_t correctOf(const RunRecord& record, std::size_t label) {
  return label < record.confusion[label].size() ? record.confusion[label][label] : 0;
}

/// Classes that a prediction may name: the data set's, and others only where a chip named them.
std::vector<std::size_t> predictedClasses(const RunRecord& record) {
  std::vector<std::size_t> columns;
  std::size_t widest = 0;
  for (const auto& row : record.confusion) {
    widest = std::max(widest, row.size());
  }
  for (std::size_t c = 0; c < widest; ++c) {
    const bool isNamed = std::any_of(record.confusion.begin(), record.confusion.end(),
                                     [c](const auto& row) { return c < row.size() && row[c] > 0; });
    if (c < record.confusion.size() || isNamed) {
      columns.push_back(c);
    }
  }
  return columns;
}

double rowHeight(std::size_t rows) {
  return std::clamp(kPlotHeight / static_cast<double>(std::max<std::size_t>(rows, 1)), 6.0, 40.0);
}

HeatCell confusionCell(const RunRecord& record, std::size_t label, std::size_t prediction) {
  const auto& row = record.confusion[label];
  const std::int64_t count = prediction < row.size() ? row[prediction] : 0;
  const std::int64_t all = imagesOf(row);
  const double share = shareOf(count, all);
  return {share, count == 0 ? "" : fixed(100.0 * share, share < 0.0995 ? 1 : 0),
          fmt::format("{} read as {}: {} ({} of {})", className(record, label), className(record, prediction),
                      all > 0 ? percent(share) : "no image", grouped(count), grouped(all))};
}

HeatMap confusionMap(const RunRecord& record, const std::vector<std::size_t>& columns) {
  HeatMap map;
  map.id = "plot-confusion";
  map.label = "Confusion matrix";
  map.rowTitle = "label";
  map.columnTitle = "prediction";
  map.scale = linearAxis("share of the label's images", 0.0, 1.0, {"%", 0.01});
  map.cellHeight = rowHeight(record.confusion.size());
  for (const std::size_t c : columns) {
    map.columns.push_back(className(record, c));
  }
  for (std::size_t label = 0; label < record.confusion.size(); ++label) {
    map.rows.push_back(className(record, label));
    map.cells.emplace_back();
    for (const std::size_t c : columns) {
      map.cells.back().push_back(confusionCell(record, label, c));
    }
  }
  return map;
}

/// The interval is over the class's images, with p the mean over the chips.
BarRow classRow(const RunRecord& record, std::size_t label) {
  const std::int64_t all = imagesOf(record.confusion[label]);
  const std::int64_t images = all / std::max(record.chips, 1);
  if (images == 0) {
    return {className(record, label), {}, "no image", {}};
  }
  const double share = shareOf(correctOf(record, label), all);
  const auto interval = wilsonInterval(share, images);
  const std::string tip = fmt::format("{}: {}, n = {} images on each of {} chips", className(record, label),
                                      accuracyText(share, interval), grouped(images), record.chips);
  return {className(record, label),
          {{0.0, share, kAccent, tip}},
          fmt::format("{}, n = {}", percent(share, 1), grouped(images)),
          Whisker{interval.low, interval.high}};
}

std::vector<std::size_t> shownClasses(const RunRecord& record) {
  std::vector<std::size_t> order(record.confusion.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (order.size() <= kMostClasses) {
    return order;
  }
  const auto accuracy = [&](std::size_t label) {
    const double share = shareOf(correctOf(record, label), imagesOf(record.confusion[label]));
    return std::isfinite(share) ? share : 2.0;
  };
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return accuracy(a) < accuracy(b); });
  order.resize(kMostClasses);
  return order;
}

BarChart classChart(const RunRecord& record, double top, double height) {
  BarChart chart;
  chart.id = "plot-class-accuracy";
  chart.label = "Accuracy by class";
  chart.mark = BarMark::dot;
  chart.top = top;
  chart.rowHeight = height;
  double low = 0.98;
  for (const std::size_t label : shownClasses(record)) {
    chart.rows.push_back(classRow(record, label));
    low = std::min(low, chart.rows.back().whisker ? chart.rows.back().whisker->low : low);
  }
  chart.axis = linearAxis("share of the class's images that are read right", std::max(low - 0.02, 0.0), 1.0,
                          {"%", 0.01});
  return chart;
}

std::string accuracyFigureOf(const RunRecord& record, const BarChart& chart, const std::string& sample) {
  const bool isAll = chart.rows.size() == record.confusion.size();
  return figureHtml(
      isAll ? "Accuracy by class" : fmt::format("Accuracy of the {} worst classes", chart.rows.size()),
      draw(chart),
      fmt::format("Top-1 accuracy of each class in % of its images, mean over the chips, with the 95 % "
                  "Wilson interval over its n images ({}).",
                  sample));
}

}  // namespace

std::string classFigures(const RunRecord& record) {
  const auto columns = predictedClasses(record);
  const std::string sample =
      sampleText(record) + ", read time " + readTimeText(record.byReadTime.front().readTime);
  if (std::max(columns.size(), record.confusion.size()) > kMostFields) {
    return absenceHtml(
               "Confusion matrix",
               fmt::format(
                   "With {} classes the matrix has no room here; predictions.csv holds every prediction.",
                   columns.size())) +
           accuracyFigureOf(record, classChart(record, 6.0, kLooseRow), sample);
  }
  const auto map = confusionMap(record, columns);
  const bool isLevel = record.confusion.size() <= kMostClasses;
  const auto chart =
      isLevel ? classChart(record, heatMapTop(map), map.cellHeight) : classChart(record, 6.0, kLooseRow);
  return figureHtml("Confusion matrix", draw(map),
                    fmt::format(
                        "How often images of a label (row) are read as a class (column), in % of the label's "
                        "images over all chips ({}); empty fields never occurred.",
                        sample)) +
         accuracyFigureOf(record, chart, sample);
}

}  // namespace ohmic::sim::report
