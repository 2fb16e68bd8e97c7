// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/bar_chart.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/report/elide.h"

namespace ohmic::sim::report {
namespace {

constexpr int kLongestLabel = 24;  ///< characters
constexpr double kLegendGap = 8.0;
constexpr double kBelow = 40.0;  ///< ticks and title

double widestLabel(const BarChart& chart) {
  double width = 0.0;
  for (const auto& row : chart.rows) {
    width = std::max(width, textWidth(elide(row.label, kLongestLabel), kLabelSize));
  }
  return width;
}

double widestNote(const BarChart& chart) {
  double width = 0.0;
  for (const auto& row : chart.rows) {
    width = std::max(width, textWidth(row.note, kLabelSize));
  }
  return width;
}

double legendHeight(const BarChart& chart) {
  return chart.legend.empty() ? 0.0 : legendLines(chart.legend, chart.width) * kLegendLine + kLegendGap;
}

Frame frameOf(const BarChart& chart) {
  const double left = widestLabel(chart) + 8.0;
  const double right = std::max(widestNote(chart) + 8.0, 16.0);
  return {{left, legendHeight(chart) + chart.top, std::max(chart.width - left - right, 40.0),
           chart.rowHeight * static_cast<double>(chart.rows.size())}};
}

void drawWhisker(Svg& svg, const Frame& frame, const Axis& axis, const Whisker& whisker, double y) {
  const double low = frame.x(axis, whisker.low), high = frame.x(axis, whisker.high);
  svg.line({low, y}, {high, y}, {kQuiet, 1.2});
  svg.line({low, y - 3.0}, {low, y + 3.0}, {kQuiet, 1.2});
  svg.line({high, y - 3.0}, {high, y + 3.0}, {kQuiet, 1.2});
}

/// Left and right end of a bar; one that is not empty can be seen.
std::pair<double, double> endsOf(const Frame& frame, const BarChart& chart, const Bar& bar) {
  const double from = frame.x(chart.axis, bar.from), to = frame.x(chart.axis, bar.to);
  return {from, std::isfinite(bar.to) && bar.to > bar.from ? std::max(to, from + 0.75) : from};
}

/// @returns the right end of what is drawn.
double drawMarks(Svg& svg, const Frame& frame, const BarChart& chart, const BarRow& row, double top) {
  const double gap = std::clamp(0.12 * chart.rowHeight, 1.0, 3.0);
  const double lane = (chart.rowHeight - 2.0 * gap) / chart.lanes;
  const double whisker = row.whisker ? frame.x(chart.axis, row.whisker->high) : frame.box.x;
  if (row.whisker) {
    drawWhisker(svg, frame, chart.axis, *row.whisker, top + 0.5 * chart.rowHeight);
  }
  double end = whisker;
  for (const auto& bar : row.bars) {
    const auto [from, to] = endsOf(frame, chart, bar);
    const double laneTop = top + gap + bar.lane * lane;
    if (chart.mark == BarMark::dot) {
      const double radius = std::min(4.5, 0.4 * lane), centre = frame.x(chart.axis, bar.to);
      svg.circle({centre, laneTop + 0.5 * lane}, radius, {bar.colour}, bar.tip);
      end = std::max(end, centre + radius);
    } else {
      svg.rect({from, laneTop, to - from, lane}, {bar.colour}, bar.tip);
    }
    end = std::max(end, to);
  }
  return end;
}

void drawRow(Svg& svg, const Frame& frame, const BarChart& chart, std::size_t index) {
  const auto& row = chart.rows[index];
  const double top = frame.box.y + chart.rowHeight * static_cast<double>(index);
  const double size = std::min(kLabelSize, chart.rowHeight - 2.0);
  const double base = top + 0.5 * chart.rowHeight + 0.36 * size;
  svg.text({frame.box.x - 8.0, base}, elide(row.label, kLongestLabel), {size, Anchor::end});
  const double end = drawMarks(svg, frame, chart, row, top);
  if (!row.note.empty()) {
    svg.text({end + 6.0, base}, row.note, {size, Anchor::start, kQuiet});
  }
}

}  // namespace

BarRow stackedRow(std::string label, const std::vector<BarPart>& parts) {
  BarRow row{std::move(label), {}, {}, {}};
  double sum = 0.0;
  for (const auto& part : parts) {
    const double value = std::isfinite(part.value) ? std::max(part.value, 0.0) : 0.0;
    row.bars.push_back({sum, sum + value, part.colour, part.tip});
    sum += value;
  }
  return row;
}

BarRow groupedRow(std::string label, const std::vector<BarPart>& parts) {
  BarRow row{std::move(label), {}, {}, {}};
  for (const auto& part : parts) {
    row.bars.push_back({0.0, part.value, part.colour, part.tip, static_cast<int>(row.bars.size())});
  }
  return row;
}

std::string draw(const BarChart& chart) {
  const Frame frame = frameOf(chart);
  Svg svg(chart.id, chart.label, chart.width, frame.box.bottom() + kBelow);
  drawLegend(svg, {0.0, 2.0}, chart.width, chart.legend);
  drawXAxis(svg, frame, chart.axis);
  for (std::size_t i = 0; i < chart.rows.size(); ++i) {
    drawRow(svg, frame, chart, i);
  }
  svg.line({frame.box.x, frame.box.y}, {frame.box.x, frame.box.bottom()}, {kQuiet});
  return svg.str();
}

}  // namespace ohmic::sim::report
