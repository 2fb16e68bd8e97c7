// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/study_figures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "configs/files/csv.h"
#include "configs/mathematics/elementary.h"
#include "configs/reader/error.h"
#include "configs/reader/suggest.h"
#include "sim/report/bar_chart.h"
#include "sim/report/heat_map.h"
#include "sim/report/line_plot.h"
#include "sim/report/number_text.h"
#include "sim/report/parallel_plot.h"
#include "sim/study/amount.h"
#include "sim/study/quantity_of.h"

namespace ohmic::sim {
namespace {

using configs::csvLine;
using configs::csvNumber;
using configs::csvText;
using report::Axis;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kWidth = 640.0;

/// A column by its name, with its unit or without.
const ResultColumn& columnOf(const StudyResults& results, const StudyPlot& plot, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& column : results.columns) {
    if (column.name == name || column.key == name) {
      return column;
    }
    names.push_back(column.name);
  }
  throw configs::InputError({"", "study.plots." + plot.name, fmt::format("no column '{}'", name),
                             fmt::format("one of: {}", fmt::join(names, ", ")),
                             configs::didYouMean(name, names)});
}

/// A column whose values can be drawn.
const ResultColumn& numbersOf(const StudyResults& results, const StudyPlot& plot, const std::string& name) {
  const ResultColumn& column = columnOf(results, plot, name);
  if (!column.isNumeric) {
    throw configs::InputError(
        {"", "study.plots." + plot.name, fmt::format("column '{}' holds no numbers", name),
         "a column of numbers, such as top1", "names may be along x of curves and bars"});
  }
  return column;
}

/// A column that says which of two values is the better one.
const Figure& goalOf(const StudyPlot& plot, const std::string& name) {
  const Figure* const figure = columnFigure(name);
  if (figure == nullptr || figure->direction == Direction::none) {
    throw configs::InputError(
        {"", "study.plots." + plot.name, fmt::format("'{}' has no better direction", name),
         fmt::format("goals: {}", fmt::join(goalNames(), ", ")), configs::didYouMean(name, goalNames())});
  }
  return *figure;
}

/// Lines that a plot is about: finished ones with the values of `where`.
std::vector<std::size_t> linesOf(const StudyResults& results, const StudyPlot& plot) {
  const ResultColumn& status = *results.find("status");
  std::vector<std::size_t> lines;
  for (std::size_t line = 0; line < results.lines; ++line) {
    bool isMeant = status.texts[line] == "done";
    for (const auto& [name, wanted] : plot.where) {
      const ResultColumn& column = columnOf(results, plot, name);
      if (!column.isNumeric) {
        isMeant = isMeant && column.texts[line] == wanted;
      } else {
        const auto amounts = readAmounts({wanted});
        isMeant = isMeant && amounts.isNumeric && amounts.values.front() == column.numbers[line];
      }
    }
    if (isMeant) {
      lines.push_back(line);
    }
  }
  return lines;
}

/// Whether a column has numbers that differ.
bool varies(const ResultColumn& column, const std::vector<std::size_t>& lines) {
  std::set<double> values;
  for (const auto line : lines) {
    if (column.isNumeric && std::isfinite(column.numbers[line])) {
      values.insert(column.numbers[line]);
    }
  }
  return values.size() > 1;
}

/// Values of a column in the order in which they first stand.
std::vector<std::string> valuesOf(const ResultColumn& column, const std::vector<std::size_t>& lines) {
  std::vector<std::string> values;
  for (const auto line : lines) {
    const auto text = textAt(column, line);
    if (std::find(values.begin(), values.end(), text) == values.end()) {
      values.push_back(text);
    }
  }
  return values;
}

/// Several results at one place: their mean, and where they lie.
struct Group {
  std::vector<std::size_t> lines;
  double mean = kNone, low = kNone, high = kNone;
};

/// One result has the interval of its mean over the chips, or over the images with one chip; several have
/// their extremes.
Group summarise(const StudyResults& results, const ResultColumn& value,
                const std::vector<std::size_t>& lines) {
  Group group{lines};
  double sum = 0.0;
  std::size_t n = 0;
  for (const auto line : lines) {
    const double v = value.numbers[line];
    if (std::isfinite(v)) {
      sum += v;
      ++n;
      group.low = n == 1 ? v : std::min(group.low, v);
      group.high = n == 1 ? v : std::max(group.high, v);
    }
  }
  group.mean = n > 0 ? sum / static_cast<double>(n) : kNone;
  if (n == 1 && (value.name == "top1" || value.name == "normalized_top1")) {
    const auto line = lines.front();
    const double overChips = results.find("top1_chip_low")->numbers[line];
    const bool hasChips = std::isfinite(overChips);
    const double scale = value.name == "top1" ? 1.0 : 1.0 / results.find("digital_top1")->numbers[line];
    group.low = scale * (hasChips ? overChips : results.find("top1_low")->numbers[line]);
    group.high = scale * results.find(hasChips ? "top1_chip_high" : "top1_high")->numbers[line];
  } else if (n == 1) {
    group.low = group.high = kNone;
  }
  return group;
}

struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void cover(double value) {
    if (std::isfinite(value)) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
};

/// Round ticks of an axis over an extent, with air; a logarithmic one has its own scale in base units.
Axis axisOf(const Quantity& quantity, const Extent& extent, bool isLogarithmic, double air) {
  if (!(extent.low <= extent.high)) {
    return report::linearAxis(quantity.title, 0.0, 1.0);
  }
  if (isLogarithmic) {
    const std::string unit = quantity.unit.empty() || quantity.isShare() ? "" : " (" + quantity.unit + ")";
    return report::logAxis(quantity.title + unit, extent.low, extent.high);
  }
  const double margin = air * std::max(extent.high - extent.low, 1e-3 * std::abs(extent.high));
  double low = extent.low - margin, high = extent.high + margin;
  if (extent.low >= 0.0) {
    low = std::max(low, 0.0);
  }
  return report::linearAxis(quantity.title, low, high, scaleOf(quantity, high));
}

/// An axis with a tick at each of its values: those that the study visited.
Axis pointAxis(const Quantity& quantity, const std::set<double>& values, bool isLogarithmic) {
  constexpr double kAir = 0.04;
  const double least = *values.begin(), most = *values.rbegin();
  const report::Scale scale = quantity.isReadTime ? report::Scale{} : scaleOf(quantity, most);
  Axis axis{scale.unit.empty() ? quantity.title : fmt::format("{} ({})", quantity.title, scale.unit),
            least,
            most,
            isLogarithmic,
            {}};
  const double ratio = isLogarithmic ? configs::power(most / least, kAir) : 1.0;
  const double margin = isLogarithmic ? 0.0 : kAir * (most - least);
  axis.low = least / ratio - margin;
  axis.high = most * ratio + margin;
  if (!(axis.low < axis.high)) {
    axis.low -= std::max(0.5 * std::abs(least), 1e-9);
    axis.high = most + std::max(0.5 * std::abs(most), 1e-9);
    axis.logarithmic = false;
  }
  for (const double value : values) {
    axis.ticks.push_back(
        {value, quantity.isReadTime ? report::readTimeText(value) : digitsText(quantity, value, scale)});
  }
  return axis;
}

/// Equal ratios suit values that lie over more than a decade and a half.
bool suitsLogarithm(const StudyPlot& plot, const Extent& extent) {
  constexpr double kWide = 30.0;
  return plot.scale == "log" ||
         (plot.scale == "auto" && extent.low > 0.0 && extent.high / extent.low > kWide);
}

/// The colour of a curve; from the eighth on dashed.
void style(std::size_t rank, report::Series& series) {
  constexpr std::size_t kColours = 7;
  series.colour = report::seriesColour(rank % kColours);
  series.dashed = rank >= kColours;
}

std::string averageText(const std::vector<Group>& groups, const std::string& interval) {
  std::size_t most = 0;
  for (const auto& group : groups) {
    most = std::max(most, group.lines.size());
  }
  return most > 1
             ? fmt::format(" Each value is the mean of up to {} points; the {} spans their extremes.", most,
                           interval)
             : fmt::format(
                   " The {} is the 95 % interval of the mean over the chips (Student), or over the images "
                   "(Wilson) with one chip.",
                   interval);
}

/// Bands of many curves hide each other: those have whiskers, side by side.
void separate(std::size_t rank, std::size_t curves, report::Series& series) {
  constexpr std::size_t kMostBands = 2;
  constexpr double kWidest = 6.0, kRoom = 30.0;  // pixels
  series.band = curves <= kMostBands;
  if (!series.band) {
    const auto count = static_cast<double>(curves);
    series.shift = std::min(kWidest, kRoom / count) * (static_cast<double>(rank) - 0.5 * (count - 1.0));
  }
}

/// A column of names or numbers against which curves are drawn: names stand at 1, 2, 3.
struct Place {
  const ResultColumn& column;
  std::vector<std::string> names;

  [[nodiscard]] double at(std::size_t line) const {
    if (column.isNumeric) {
      return column.numbers[line];
    }
    const auto found = std::find(names.begin(), names.end(), column.texts[line]);
    return static_cast<double>(found - names.begin()) + 1.0;
  }
};

Axis placeAxis(const Place& place, const StudyPlot& plot, const std::vector<std::size_t>& lines) {
  Extent extent;
  for (const auto line : lines) {
    extent.cover(place.at(line));
  }
  const Quantity quantity = quantityOf(place.column);
  if (place.column.isNumeric) {
    constexpr std::size_t kMostTicks = 12;
    std::set<double> values;
    for (const auto line : lines) {
      values.insert(place.at(line));
    }
    const bool isLogarithmic = suitsLogarithm(plot, extent);
    const bool isVisited = !values.empty() && values.size() <= kMostTicks &&
                           std::isfinite(*values.rbegin()) && (!isLogarithmic || extent.low > 0.0);
    return isVisited ? pointAxis(quantity, values, isLogarithmic)
                     : axisOf(quantity, extent, isLogarithmic, 0.0);
  }
  Axis axis{quantity.title, 0.5, static_cast<double>(place.names.size()) + 0.5, false, {}};
  for (std::size_t i = 0; i < place.names.size(); ++i) {
    axis.ticks.push_back({static_cast<double>(i) + 1.0, place.names[i]});
  }
  return axis;
}

/// Round ticks over all values of a figure.
Axis valueAxis(const Place& place, const std::vector<std::size_t>& lines) {
  Extent extent;
  for (const auto line : lines) {
    extent.cover(place.at(line));
  }
  return axisOf(quantityOf(place.column), extent, false, 0.02);
}

/// "adc bits 8" for the value 8 of a column.
std::string curveName(const ResultColumn& by, const std::string& value) {
  return fmt::format("{} {}", quantityOf(by).title, value);
}

/// The digital network beside an accuracy, if it is one and the same for all lines.
std::optional<report::Reference> digitalOf(const StudyResults& results, const ResultColumn& value,
                                           const std::vector<std::size_t>& lines) {
  const ResultColumn* const digital = results.find("digital_top1");
  if (value.name == "normalized_top1") {
    return report::Reference{"digital network", 1.0};
  }
  if (value.name != "top1" || digital == nullptr || lines.empty()) {
    return std::nullopt;
  }
  const double first = digital->numbers[lines.front()];
  const bool isOne = std::all_of(lines.begin(), lines.end(),
                                 [&](std::size_t line) { return digital->numbers[line] == first; });
  return isOne && std::isfinite(first)
             ? std::optional(report::Reference{"digital network " + report::percent(first), first})
             : std::nullopt;
}

StudyFigure drawLines(const StudyResults& results, const StudyPlot& plot) {
  const auto lines = linesOf(results, plot);
  const ResultColumn& value = numbersOf(results, plot, plot.y);
  const ResultColumn* const by = plot.by.empty() ? nullptr : &columnOf(results, plot, plot.by);
  const ResultColumn& x = columnOf(results, plot, plot.x);
  const Place place{x, valuesOf(x, lines)};
  const Quantity quantity = quantityOf(value);
  report::LinePlot drawing;
  drawing.id = "plot-" + plot.name;
  drawing.label = plot.title;
  drawing.width = kWidth;
  drawing.height = 400.0;
  StudyFigure figure{plot.name, plot.title, {}, {}, {}};
  figure.csv = csvLine(
      {csvText(by == nullptr ? "curve" : by->name), csvText(x.name), csvText(value.name), "low", "high"});
  std::vector<Group> groups;
  Extent extent;
  const auto curves = by == nullptr ? std::vector<std::string>{""} : valuesOf(*by, lines);
  for (std::size_t c = 0; c < curves.size(); ++c) {
    std::map<double, std::vector<std::size_t>> atPlace;
    for (const auto line : lines) {
      if (by == nullptr || textAt(*by, line) == curves[c]) {
        atPlace[place.at(line)].push_back(line);
      }
    }
    report::Series series;
    series.name = by == nullptr ? "" : curveName(*by, curves[c]);
    separate(c, curves.size(), series);
    style(c, series);
    for (const auto& [at, members] : atPlace) {
      const Group group = summarise(results, value, members);
      const std::string where = textAt(x, members.front());
      std::string tip = fmt::format("{}{} {}: {}", series.name.empty() ? "" : series.name + ", ",
                                    quantityOf(x).title, where, numberText(quantity, group.mean));
      if (std::isfinite(group.low)) {
        tip += fmt::format(" ({} to {})", numberText(quantity, group.low), numberText(quantity, group.high));
      }
      series.points.push_back({at, group.mean, group.low, group.high, tip, {}});
      for (const double v : {group.mean, group.low, group.high}) {
        extent.cover(v);
      }
      figure.csv += csvLine({csvText(curves[c]), x.isNumeric ? csvNumber(at) : csvText(where),
                             csvNumber(group.mean), csvNumber(group.low), csvNumber(group.high)});
      groups.push_back(group);
    }
    drawing.series.push_back(std::move(series));
  }
  drawing.reference = digitalOf(results, value, lines);
  extent.cover(drawing.reference ? drawing.reference->y : kNone);
  drawing.x = placeAxis(place, plot, lines);
  drawing.y = axisOf(quantity, extent, false, 0.05);
  figure.caption = fmt::format(
      "{} over {}{}.{}", quantity.title, quantityOf(x).title,
      by == nullptr ? "" : ", a curve for each " + quantityOf(*by).title,
      averageText(groups, drawing.series.empty() || drawing.series.front().band ? "band" : "whisker"));
  figure.svg = report::draw(drawing);
  return figure;
}

/// "88.1 to 89.4 %"; empty: there is no interval.
std::string intervalText(const Quantity& quantity, const Group& group) {
  return std::isfinite(group.low) && std::isfinite(group.high)
             ? fmt::format("{} to {}", numberText(quantity, group.low), numberText(quantity, group.high))
             : std::string();
}

StudyFigure drawHeat(const StudyResults& results, const StudyPlot& plot) {
  const auto lines = linesOf(results, plot);
  const ResultColumn& x = columnOf(results, plot, plot.x);
  const ResultColumn& y = columnOf(results, plot, plot.y);
  const ResultColumn& value = numbersOf(results, plot, plot.value);
  const Quantity quantity = quantityOf(value);
  report::HeatMap map;
  map.id = "plot-" + plot.name;
  map.label = plot.title;
  map.rowTitle = quantityOf(y).title;
  map.columnTitle = quantityOf(x).title;
  map.rows = valuesOf(y, lines);
  map.columns = valuesOf(x, lines);
  map.width = kWidth;
  StudyFigure figure{plot.name,
                     plot.title,
                     {},
                     {},
                     csvLine({csvText(y.name), csvText(x.name), csvText(value.name), "low", "high"})};
  Extent extent;
  std::vector<Group> groups;
  for (const auto& row : map.rows) {
    std::vector<report::HeatCell> cells;
    for (const auto& column : map.columns) {
      std::vector<std::size_t> members;
      std::copy_if(lines.begin(), lines.end(), std::back_inserter(members),
                   [&](std::size_t line) { return textAt(y, line) == row && textAt(x, line) == column; });
      const Group group = summarise(results, value, members);
      extent.cover(group.mean);
      const auto text = members.empty() ? std::string() : numberText(quantity, group.mean);
      const auto between = intervalText(quantity, group);
      cells.push_back({group.mean, text,
                       fmt::format("{} {}, {} {}: {}{}", map.rowTitle, row, map.columnTitle, column, text,
                                   between.empty() ? "" : " (" + between + ")"),
                       between});
      if (std::isfinite(group.mean)) {
        figure.csv += csvLine({csvText(row), csvText(column), csvNumber(group.mean), csvNumber(group.low),
                               csvNumber(group.high)});
      }
      groups.push_back(group);
    }
    map.cells.push_back(std::move(cells));
  }
  map.scale = axisOf(quantity, extent, false, 0.0);
  figure.caption = fmt::format("{} over {} and {}.", quantity.title, map.columnTitle, map.rowTitle);
  if (std::any_of(groups.begin(), groups.end(),
                  [](const Group& group) { return std::isfinite(group.low); })) {
    figure.caption += averageText(groups, "second line of a field");
  } else if (std::any_of(groups.begin(), groups.end(),
                         [](const Group& group) { return group.lines.size() > 1; })) {
    figure.caption += " Each field is the mean of its points.";
  }
  figure.svg = report::draw(map);
  return figure;
}

/// All axes' values of a line, in words.
std::string pointText(const StudyPlan& plan, const StudyResults& results, std::size_t line) {
  std::vector<std::string> words;
  for (const auto& column : plan.columns) {
    words.push_back(fmt::format("{} {}", quantityOf(*results.find(column.name)).title,
                                textAt(*results.find(column.name), line)));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

StudyFigure drawPareto(const StudyPlan& plan, const StudyResults& results, const StudyPlot& plot) {
  auto lines = linesOf(results, plot);
  const ResultColumn& x = numbersOf(results, plot, plot.x);
  const ResultColumn& y = numbersOf(results, plot, plot.y);
  lines.erase(std::remove_if(lines.begin(), lines.end(),
                             [&](std::size_t line) {
                               return !std::isfinite(x.numbers[line]) || !std::isfinite(y.numbers[line]);
                             }),
              lines.end());
  const auto names = plot.goals.empty() ? std::vector<std::string>{y.name, x.name} : plot.goals;
  std::vector<std::vector<double>> goals;
  std::vector<std::string> titles;
  for (const auto& name : names) {
    const Figure& goal = goalOf(plot, name);
    const ResultColumn& column = numbersOf(results, plot, name);
    titles.push_back(fmt::format("{} ({} is better)", goal.title, wordOf(goal.direction)));
    goals.emplace_back();
    for (const auto line : lines) {
      goals.back().push_back(goal.direction == Direction::higher ? column.numbers[line]
                                                                 : -column.numbers[line]);
    }
  }
  const auto isOnFront = paretoFront(goals);
  const Quantity across = quantityOf(x), up = quantityOf(y);
  StudyFigure figure{plot.name,
                     plot.title,
                     {},
                     {},
                     csvLine({csvText(x.name), csvText(y.name), "pareto", "point", "low", "high"})};
  const ResultColumn* const point = results.find("point");
  report::Series front, dominated;
  front.name = goals.size() == 2 ? "Pareto front" : "not dominated";
  front.radius = 4.5;
  front.joined = goals.size() == 2;
  dominated.name = "dominated";
  dominated.colour = report::kRest;
  dominated.joined = false;
  dominated.opacity = 0.6;
  Extent horizontal, vertical;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = lines[i];
    const Group group = summarise(results, y, {line});
    const auto between = intervalText(up, group);
    const auto tip =
        fmt::format("{}: {} {}, {} {}{}", pointText(plan, results, line), across.title,
                    numberText(across, x.numbers[line]), up.title, numberText(up, y.numbers[line]),
                    between.empty() ? "" : " (" + between + ")");
    const std::string label =
        isOnFront[i] && point != nullptr ? fmt::format("{}", point->numbers[line]) : std::string();
    (isOnFront[i] ? front : dominated)
        .points.push_back({x.numbers[line], y.numbers[line], isOnFront[i] ? group.low : kNone,
                           isOnFront[i] ? group.high : kNone, tip, label});
    horizontal.cover(x.numbers[line]);
    vertical.cover(y.numbers[line]);
    vertical.cover(isOnFront[i] ? group.low : kNone);
    vertical.cover(isOnFront[i] ? group.high : kNone);
    figure.csv += csvLine({csvNumber(x.numbers[line]), csvNumber(y.numbers[line]), isOnFront[i] ? "1" : "0",
                           csvNumber(results.find("point")->numbers[line]), csvNumber(group.low),
                           csvNumber(group.high)});
  }
  std::sort(front.points.begin(), front.points.end(),
            [](const auto& a, const auto& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  const auto reference = digitalOf(results, y, lines);
  vertical.cover(reference ? reference->y : kNone);
  report::LinePlot drawing{"plot-" + plot.name,
                           plot.title,
                           axisOf(across, horizontal, suitsLogarithm(plot, horizontal), 0.04),
                           axisOf(up, vertical, false, 0.04),
                           {dominated, front},
                           reference,
                           kWidth,
                           400.0};
  figure.svg = report::draw(drawing);
  const bool hasIntervals = std::any_of(front.points.begin(), front.points.end(),
                                        [](const auto& o) { return std::isfinite(o.low); });
  figure.caption = fmt::format(
      "{} against {}; numbers are points of the table. A point is dominated, and grey, if another is at "
      "least as good in {} and better in one.{}",
      up.title, across.title, fmt::join(titles, ", "),
      hasIntervals ? averageText({}, "whisker") : std::string());
  return figure;
}

StudyFigure drawBars(const StudyResults& results, const StudyPlot& plot) {
  const auto lines = linesOf(results, plot);
  const ResultColumn& x = columnOf(results, plot, plot.x);
  const ResultColumn& value = numbersOf(results, plot, plot.y);
  const ResultColumn* const by = plot.by.empty() ? nullptr : &columnOf(results, plot, plot.by);
  const Quantity quantity = quantityOf(value);
  const auto parts = by == nullptr ? std::vector<std::string>{""} : valuesOf(*by, lines);
  report::BarChart chart;
  chart.id = "plot-" + plot.name;
  chart.label = plot.title;
  chart.width = kWidth;
  chart.lanes = static_cast<int>(parts.size());
  chart.rowHeight = std::max(20.0, 9.0 * static_cast<double>(parts.size()) + 6.0);
  StudyFigure figure{
      plot.name,
      plot.title,
      {},
      {},
      csvLine({csvText(x.name), csvText(by == nullptr ? "part" : by->name), csvText(value.name)})};
  double largest = 0.0;
  for (const auto& name : valuesOf(x, lines)) {
    std::vector<report::BarPart> bars;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      std::vector<std::size_t> members;
      std::copy_if(lines.begin(), lines.end(), std::back_inserter(members), [&](std::size_t line) {
        return textAt(x, line) == name && (by == nullptr || textAt(*by, line) == parts[p]);
      });
      const Group group = summarise(results, value, members);
      const double mean = std::isfinite(group.mean) ? group.mean : 0.0;
      largest = std::max(largest, mean);
      bars.push_back(
          {mean, report::seriesColour(p),
           fmt::format("{}{}: {}, mean of {} points", name, parts[p].empty() ? "" : ", " + parts[p],
                       numberText(quantity, group.mean), members.size())});
      if (std::isfinite(group.mean)) {
        figure.csv += csvLine({csvText(name), csvText(parts[p]), csvNumber(group.mean)});
      }
    }
    auto row = report::groupedRow(name, bars);
    row.note = parts.size() == 1 ? numberText(quantity, bars.front().value) : std::string();
    chart.rows.push_back(std::move(row));
  }
  for (std::size_t p = 0; p < parts.size() && by != nullptr; ++p) {
    chart.legend.push_back({curveName(*by, parts[p]), report::seriesColour(p)});
  }
  chart.axis = report::zeroAxis(quantity.title, largest, scaleOf(quantity, largest));
  figure.svg = report::draw(chart);
  figure.caption = fmt::format("Mean of {} over all points of each {}.", quantity.title, quantityOf(x).title);
  return figure;
}

/// All axes of the study and what its points cost and reach, a line for each result.
StudyFigure drawParallel(const StudyPlan& plan, const StudyResults& results, const StudyPlot& plot) {
  const auto lines = linesOf(results, plot);
  const ResultColumn& value = numbersOf(results, plot, plot.y);
  std::vector<const ResultColumn*> columns;
  for (const auto& column : plan.columns) {
    columns.push_back(results.find(column.name));
  }
  for (const std::string name : {"energy_per_image_J", "latency_s"}) {
    const ResultColumn* const column = results.find(name);
    if (column != nullptr && varies(*column, lines)) {
      columns.push_back(column);
    }
  }
  columns.push_back(&value);
  std::vector<Place> places;
  for (const auto* column : columns) {
    places.push_back({*column, valuesOf(*column, lines)});
  }
  std::vector<std::size_t> order(lines);  // the best last, on top
  const Figure* const figure = value.figure;
  const double sign = figure != nullptr && figure->direction == Direction::lower ? -1.0 : 1.0;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return sign * value.numbers[a] < sign * value.numbers[b];
  });
  const std::size_t best = std::max<std::size_t>(order.size() / 10, 1);
  report::ParallelPlot drawing;
  drawing.id = "plot-" + plot.name;
  drawing.label = plot.title;
  drawing.width = 2.0 * kWidth;
  drawing.height = 380.0;
  drawing.legend = {
      {"best tenth", report::kSeries[5]}, {"upper half", report::kAccent}, {"lower half", report::kRest}};
  StudyFigure figureOfAll{plot.name, plot.title, {}, {}, {}, true};
  std::vector<std::string> cells;
  for (const auto& place : places) {
    drawing.axes.push_back(&place == &places.back() || place.column.figure != nullptr
                               ? valueAxis(place, lines)
                               : placeAxis(place, plot, lines));
    cells.push_back(csvText(place.column.name));
  }
  figureOfAll.csv = csvLine(cells);
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const std::size_t line = order[rank];
    report::ParallelLine drawn;
    cells.clear();
    for (const auto& place : places) {
      drawn.values.push_back(place.at(line));
      cells.push_back(place.column.isNumeric ? csvNumber(place.column.numbers[line])
                                             : csvText(place.column.texts[line]));
    }
    const bool isBest = rank + best >= order.size(), isUpper = 2 * rank >= order.size();
    drawn.stroke = {isBest    ? report::kSeries[5]
                    : isUpper ? report::kAccent
                              : report::kRest,
                    isBest ? 2.2 : 1.2};
    drawn.tip = fmt::format("{}: {} {}", pointText(plan, results, line), quantityOf(value).title,
                            textAt(value, line));
    drawing.lines.push_back(std::move(drawn));
    figureOfAll.csv += csvLine(cells);
  }
  figureOfAll.svg = report::draw(drawing);
  figureOfAll.caption = fmt::format(
      "A line for each result through all axes of the study, coloured by its {}.", quantityOf(value).title);
  return figureOfAll;
}

/// Plots for a study that asks for none; none of what is the same everywhere.
std::vector<StudyPlot> usualPlots(const StudyPlan& plan, const StudyResults& results) {
  std::vector<std::size_t> done;
  for (std::size_t line = 0; line < results.lines; ++line) {
    if (results.find("status")->texts[line] == "done") {
      done.push_back(line);
    }
  }
  std::vector<std::pair<std::size_t, std::string>> numeric, all;
  for (const auto& column : plan.columns) {
    const ResultColumn* const found = results.find(column.name);
    (column.isNumeric ? numeric : all).emplace_back(valuesOf(*found, done).size(), column.name);
  }
  const auto most = [](const auto& a, const auto& b) { return a.first > b.first; };
  std::stable_sort(numeric.begin(), numeric.end(), most);
  std::stable_sort(all.begin(), all.end(), most);
  all.insert(all.begin(), numeric.begin(), numeric.end());
  std::vector<StudyPlot> plots;
  if (all.empty()) {
    return plots;
  }
  StudyPlot accuracy{
      "accuracy", StudyPlot::Kind::line, "Accuracy", all.front().second, "top1", "", "", {}, {}, "auto"};
  if (all.size() > 1) {
    accuracy.by = all[1].second;
  }
  plots.push_back(accuracy);
  if (all.size() > 1 && all[1].first > 1) {
    plots.push_back(
        {"map", StudyPlot::Kind::heat, "Accuracy", all[0].second, all[1].second, "top1", "", {}, {}, "auto"});
  }
  std::vector<std::string> goals = {"top1"};
  for (const auto& [name, column] : {std::pair("energy", "energy_per_image_J"),
                                     std::pair("latency", "latency_s"), std::pair("area", "area_m2")}) {
    if (!varies(*results.find(column), done)) {
      continue;
    }
    goals.emplace_back(column);
    plots.push_back({std::string("pareto_") + name,
                     StudyPlot::Kind::pareto,
                     fmt::format("Pareto front of accuracy and {}", name),
                     column,
                     "top1",
                     "",
                     "",
                     {},
                     {},
                     "auto"});
  }
  if (goals.size() > 2) {
    plots.push_back({"pareto_all",
                     StudyPlot::Kind::pareto,
                     "Not dominated in all that varies together",
                     goals[1],
                     "top1",
                     "",
                     "",
                     {},
                     goals,
                     "auto"});
  }
  if (plan.columns.size() > 2) {
    plots.push_back(
        {"parallel", StudyPlot::Kind::parallel, "All axes at once", "", "top1", "", "", {}, {}, "auto"});
  }
  return plots;
}

}  // namespace

std::vector<bool> paretoFront(const std::vector<std::vector<double>>& values) {
  const std::size_t count = values.empty() ? 0 : values.front().size();
  std::vector<bool> isOnFront(count, true);
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = 0; b < count && isOnFront[a]; ++b) {
      bool isNoWorse = true, isBetter = false;
      for (const auto& goal : values) {
        isNoWorse = isNoWorse && goal[b] >= goal[a];
        isBetter = isBetter || goal[b] > goal[a];
      }
      isOnFront[a] = !(isNoWorse && isBetter);
    }
  }
  return isOnFront;
}

std::vector<StudyFigure> drawFigures(const StudyPlan& plan, const StudyResults& results) {
  std::vector<StudyFigure> figures;
  if (results.lines == 0) {
    return figures;
  }
  for (const auto& plot : plan.study.plots.empty() ? usualPlots(plan, results) : plan.study.plots) {
    figures.push_back(plot.kind == StudyPlot::Kind::line     ? drawLines(results, plot)
                      : plot.kind == StudyPlot::Kind::heat   ? drawHeat(results, plot)
                      : plot.kind == StudyPlot::Kind::pareto ? drawPareto(plan, results, plot)
                      : plot.kind == StudyPlot::Kind::bar    ? drawBars(results, plot)
                                                             : drawParallel(plan, results, plot));
  }
  return figures;
}

}  // namespace ohmic::sim
