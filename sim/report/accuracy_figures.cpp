// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/accuracy_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/record/statistics.h"
#include "sim/report/figure_label.h"
#include "sim/report/line_plot.h"
#include "sim/report/number_text.h"
#include "sim/report/page.h"
#include "sim/report/table.h"

namespace ohmic::sim::report {
namespace {

/// "90.45 to 95.39", in percent.
std::string spanText(const Interval& interval) {
  return fixed(100.0 * interval.low, 2) + " to " + fixed(100.0 * interval.high, 2);
}

/// "93.33 (90.45 to 95.39)", in percent.
std::string withInterval(double share, const Interval& interval) {
  return fmt::format("{} ({})", fixed(100.0 * share, 2), spanText(interval));
}

/// Whether the run is judged by an area under the curve, and not by the share of right answers.
bool isArea(const RunRecord& record) { return record.metric == "auc_reconstruction"; }

struct Range {
  double low = 1.0;
  double high = 0.0;

  void cover(double value) {
    if (std::isfinite(value)) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
};

/// An axis that holds the digital network and all of the series with their intervals, with a little air,
/// within 0 and 100 %.
Axis accuracyAxis(const RunRecord& record, const std::vector<Series>& shown) {
  Range range;
  range.cover(record.digitalTop1);
  for (const auto& series : shown) {
    for (const auto& point : series.points) {
      range.cover(point.low);
      range.cover(point.y);
      range.cover(point.high);
    }
  }
  const double air = std::max(0.08 * (range.high - range.low), 0.002);
  return linearAxis(isArea(record) ? "AUC of reconstruction" : titleOf(&AccuracyRecord::top1),
                    std::max(range.low - air, 0.0), std::min(range.high + air, 1.0), {"%", 0.01});
}

std::string chipTip(const RunRecord& record, const AccuracyRecord& at, std::size_t chip) {
  const auto interval = chipMetricInterval(record, at.perChip[chip]);
  return fmt::format("chip {} at {}: {}, n = {} images", chip, readTimeText(at.readTime),
                     accuracyText(at.perChip[chip], interval), grouped(record.images));
}

std::string meanTip(const RunRecord& record, const AccuracyRecord& at) {
  return fmt::format("mean at {}: {}, {}", readTimeText(at.readTime), accuracyText(at.top1, at.interval95),
                     sampleText(record));
}

/// The places of the read times: their logarithms, or their ranks where one of them is zero.
struct TimeAxis {
  Axis axis;
  std::vector<double> places;  ///< one for each read time
};

TimeAxis timeAxis(const RunRecord& record) {
  TimeAxis time;
  const auto& records = record.byReadTime;
  const bool isLog =
      std::all_of(records.begin(), records.end(), [](const auto& at) { return at.readTime > 0.0; });
  for (std::size_t t = 0; t < records.size(); ++t) {
    time.places.push_back(isLog ? std::log10(records[t].readTime) : static_cast<double>(t));
    time.axis.ticks.push_back({time.places.back(), readTimeText(records[t].readTime)});
  }
  const auto [low, high] = std::minmax_element(time.places.begin(), time.places.end());
  const double air = std::max(0.06 * (*high - *low), 0.1);
  time.axis.low = *low - air;
  time.axis.high = *high + air;
  time.axis.title = isLog ? "time since programming, logarithmic" : "time since programming, not to scale";
  std::sort(time.axis.ticks.begin(), time.axis.ticks.end(),
            [](const Tick& a, const Tick& b) { return a.value < b.value; });
  return time;
}

/// Chips a little beside their read time, so that equal ones are seen apart.
double beside(std::size_t chip, std::size_t chips, double span) {
  if (chips < 2) {
    return 0.0;
  }
  return span * 0.012 * (static_cast<double>(chip) / static_cast<double>(chips - 1) - 0.5) * 2.0;
}

std::vector<Series> seriesOverTime(const RunRecord& record, const TimeAxis& time) {
  Series mean{"mean of the chips, 95 % interval", {}, kAccent, true, true, 3.5, 1.0};
  Series chips{"one chip", {}, seriesColour(1), false, false, 3.0, 0.85};
  const double span = time.axis.high - time.axis.low;
  for (std::size_t t = 0; t < record.byReadTime.size(); ++t) {
    const auto& at = record.byReadTime[t];
    mean.points.push_back(
        {time.places[t], at.top1, at.interval95.low, at.interval95.high, meanTip(record, at)});
    for (std::size_t c = 0; c < at.perChip.size(); ++c) {
      chips.points.push_back({time.places[t] + beside(c, at.perChip.size(), span), at.perChip[c], NAN, NAN,
                              chipTip(record, at, c)});
    }
  }
  std::sort(mean.points.begin(), mean.points.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
  return {mean, chips};
}

/// With one read time the chips stand side by side before the band of their mean.
std::vector<Series> seriesOverChips(const RunRecord& record, const Axis& axis) {
  const auto& at = record.byReadTime.front();
  Series mean{"mean of the chips, 95 % interval", {}, kAccent, true, true, 0.0, 1.0};
  for (const double x : {axis.low, axis.high}) {
    mean.points.push_back({x, at.top1, at.interval95.low, at.interval95.high, {}});
  }
  Series chips{"one chip, 95 % interval",          {}, seriesColour(1), false, false,
               at.perChip.size() > 12 ? 3.0 : 5.0, 1.0};
  for (std::size_t c = 0; c < at.perChip.size(); ++c) {
    const auto interval = chipMetricInterval(record, at.perChip[c]);
    chips.points.push_back(
        {static_cast<double>(c), at.perChip[c], interval.low, interval.high, chipTip(record, at, c)});
  }
  return {mean, chips};
}

Axis chipAxis(std::size_t chips) {
  Axis axis{"chip", -0.5, static_cast<double>(chips) - 0.5, false, {}};
  const std::size_t stride = (chips + 19) / 20;
  for (std::size_t c = 0; c < chips; c += std::max<std::size_t>(stride, 1)) {
    axis.ticks.push_back({static_cast<double>(c), fmt::format("{}", c)});
  }
  return axis;
}

/// The digital network as a dashed line at @p x, its name on the side that has room.
void drawDigital(Svg& svg, const Frame& frame, double x) {
  svg.line({x, frame.box.y - 4.0}, {x, frame.box.bottom()}, {kInk, 1.2, true});
  const bool isRight = x > frame.box.x + 0.5 * frame.box.width;
  svg.text({x, frame.box.y - 10.0}, "digital", {kLabelSize, isRight ? Anchor::end : Anchor::start});
}

}  // namespace

std::string sampleText(const RunRecord& record) {
  const char* const chip = record.weightNoise ? "draw" : "chip";
  return record.chips == 1 ? fmt::format("n = {} images on one {}", grouped(record.images), chip)
                           : fmt::format("n = {} images {}on each of {} {}s", grouped(record.images),
                                         record.chipsOfAnImage == 1 ? "of its own " : "", record.chips, chip);
}

std::string accuracyText(double share, const Interval& interval) {
  return fmt::format("{} (95 % interval {} to {})", percent(share), fixed(100.0 * interval.low, 2),
                     percent(interval.high));
}

Interval digitalInterval(const RunRecord& record) {
  return record.images > 0 ? metricInterval(record, record.digitalTop1)
                           : wilsonInterval(record.digitalTop1, 1);
}

std::string headlineScale(const RunRecord& record) {
  const auto& at = record.byReadTime.front();
  Series shown{{}, {{0.0, at.top1, at.interval95.low, at.interval95.high, {}}}};
  for (const double chip : at.perChip) {
    shown.points.push_back({0.0, chip, NAN, NAN, {}});
  }
  const Axis axis = accuracyAxis(record, {shown});
  const Frame frame{{12.0, 26.0, 456.0, 34.0}};
  Svg svg("plot-headline", "Accuracy of the chips, the interval of their mean, and the digital network",
          480.0, 96.0);
  drawXAxis(svg, frame, axis);
  const double middle = frame.box.y + 0.5 * frame.box.height;
  const double low = frame.x(axis, at.interval95.low), high = frame.x(axis, at.interval95.high);
  svg.rect({low, middle - 7.0, high - low, 14.0}, {kAccent, 0.25}, meanTip(record, at));
  for (std::size_t c = 0; c < at.perChip.size(); ++c) {
    svg.circle({frame.x(axis, at.perChip[c]), middle}, 3.5, {seriesColour(1)}, chipTip(record, at, c));
  }
  const double mean = frame.x(axis, at.top1);
  svg.line({mean, middle - 10.0}, {mean, middle + 10.0}, {kAccent, 2.5});
  drawDigital(svg, frame, frame.x(axis, record.digitalTop1));
  return svg.str();
}

std::string accuracyFigure(const RunRecord& record) {
  LinePlot plot;
  plot.id = "plot-accuracy";
  plot.label = "Top-1 accuracy by chip and read time";
  plot.reference = Reference{"digital network " + percent(record.digitalTop1), record.digitalTop1};
  const bool isOverTime = record.byReadTime.size() > 1;
  if (isOverTime) {
    const auto time = timeAxis(record);
    plot.x = time.axis;
    plot.series = seriesOverTime(record, time);
  } else {
    plot.x = chipAxis(record.byReadTime.front().perChip.size());
    plot.series = seriesOverChips(record, plot.x);
  }
  plot.y = accuracyAxis(record, plot.series);
  return figureHtml(isOverTime ? "Accuracy by chip and read time" : "Accuracy by chip", draw(plot),
                    fmt::format("{}: every dot is one chip, the band is "
                                "the 95 % {} interval of the chips' mean over the images ({}), and the "
                                "dashed line is the digital float network on the same images.",
                                isArea(record) ? "AUC of the reconstruction error in %"
                                               : "Top-1 accuracy in % of the test images",
                                isArea(record) ? "Hanley-McNeil" : "Wilson", sampleText(record)));
}

std::string accuracyTable(const RunRecord& record) {
  const bool hasTop5 = std::any_of(record.byReadTime.begin(), record.byReadTime.end(),
                                   [](const AccuracyRecord& at) { return at.top5.has_value(); });
  const bool hasChips = record.chips > 1;
  Table table{"table-accuracy", {{titleOf(&AccuracyRecord::readTime)}}, {}, {}};
  table.columns.push_back({isArea(record) ? "AUC, %" : "top-1, %", true});
  table.columns.push_back({"to digital, points", true});
  if (hasChips) {
    table.columns.push_back({"spread over chips, points", true});
    table.columns.push_back({"95 % over chips, %", true});
  }
  if (hasTop5) {
    table.columns.push_back({"top-5, %", true});
  }
  for (const auto& at : record.byReadTime) {
    std::vector<TableCell> cells = {
        numberCell(at.readTime, readTimeText(at.readTime)),
        numberCell(at.top1, withInterval(at.top1, at.interval95)),
        numberCell(at.top1 - record.digitalTop1, fixed(100.0 * (at.top1 - record.digitalTop1), 2))};
    if (hasChips) {
      const auto& chips = at.chipInterval95;
      cells.push_back(numberCell(at.chipStd, fixed(100.0 * at.chipStd, 2)));
      cells.push_back(numberCell(chips ? chips->low : NAN, chips ? spanText(*chips) : "n/a"));
    }
    if (hasTop5) {
      cells.push_back(numberCell(at.top5.value_or(NAN), at.top5 ? fixed(100.0 * *at.top5, 2) : "n/a"));
      cells.back().tip = at.top5Interval95 ? "95 % interval " + spanText(*at.top5Interval95) : "";
    }
    table.rows.push_back(std::move(cells));
  }
  return figureHtml(
      "Accuracy in figures", tableHtml(table),
      fmt::format("Mean {} at each read time ({}), in parentheses {} 95 % interval over the images{}; the "
                  "digital network reaches {} on the same images.",
                  isArea(record) ? "AUC of the reconstruction error" : "top-1 accuracy", sampleText(record),
                  isArea(record) ? "Hanley's and McNeil's" : "Wilson's",
                  hasChips ? "; the spread is the chips' sample standard deviation, the interval over chips "
                             "Student's t of their mean"
                           : "",
                  accuracyText(record.digitalTop1, digitalInterval(record))));
}

}  // namespace ohmic::sim::report
