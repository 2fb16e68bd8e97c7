// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/parallel_plot.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "sim/report/elide.h"

namespace ohmic::sim::report {
namespace {

constexpr double kAbove = 24.0;  ///< the axes' titles
constexpr double kBelow = 12.0;
constexpr double kLetter = 0.6;  ///< of a letter's width over its size, as textWidth()

/// Room for the first axis' labels at the left, and for half a title at the right.
Box boxOf(const ParallelPlot& plot, double top) {
  double left = 20.0;
  for (const auto& tick : plot.axes.front().ticks) {
    left = std::max(left, textWidth(tick.label, kLabelSize) + 10.0);
  }
  return {left, top, plot.width - left - 40.0, plot.height - top - kBelow};
}

double placeOf(const ParallelPlot& plot, const Box& box, std::size_t axis) {
  return box.x + box.width * static_cast<double>(axis) / static_cast<double>(plot.axes.size() - 1);
}

/// Its title above, its ticks at its left; the first title begins at its labels.
void drawAxis(Svg& svg, const ParallelPlot& plot, const Box& box, std::size_t number) {
  const Axis& axis = plot.axes[number];
  const double x = placeOf(plot, box, number);
  const double room = box.width / static_cast<double>(plot.axes.size() - 1) - 6.0;
  const int most = std::max(static_cast<int>(room / (kLetter * kLabelSize)), 3);
  const bool isFirst = number == 0, isLast = number + 1 == plot.axes.size();
  svg.line({x, box.y}, {x, box.bottom()}, {kQuiet});
  svg.text({isFirst  ? 0.0
            : isLast ? plot.width
                     : x,
            box.y - 12.0},
           elide(axis.title, most),
           {kLabelSize,
            isFirst  ? Anchor::start
            : isLast ? Anchor::end
                     : Anchor::middle,
            kQuiet});
  for (const auto& tick : axis.ticks) {
    const double y = box.bottom() - axis.share(tick.value) * box.height;
    const double width = textWidth(tick.label, kLabelSize);
    svg.rect({x - 8.0 - width, y - 6.0, width + 4.0, 12.0}, {kPaper, 0.8});  // over the lines
    svg.line({x - 3.0, y}, {x, y}, {kQuiet});
    svg.text({x - 6.0, y + 4.0}, tick.label, {kLabelSize, Anchor::end, kInk});
  }
}

void drawLine(Svg& svg, const ParallelPlot& plot, const Box& box, const ParallelLine& line) {
  std::vector<Place> piece;
  const auto flush = [&] {
    if (piece.size() > 1) {
      svg.polyline(piece, line.stroke, line.tip);
    }
    piece.clear();
  };
  for (std::size_t a = 0; a < plot.axes.size(); ++a) {
    if (!std::isfinite(line.values.at(a))) {
      flush();
      continue;
    }
    piece.push_back({placeOf(plot, box, a), box.bottom() - plot.axes[a].share(line.values[a]) * box.height});
  }
  flush();
}

}  // namespace

std::string draw(const ParallelPlot& plot) {
  assert(plot.axes.size() >= 2);
  const double top = legendLines(plot.legend, plot.width) * kLegendLine + kAbove;
  const Box box = boxOf(plot, top);
  Svg svg(plot.id, plot.label, plot.width, plot.height);
  drawLegend(svg, {0.0, 2.0}, plot.width, plot.legend);
  for (const auto& line : plot.lines) {
    drawLine(svg, plot, box, line);
  }
  for (std::size_t a = 0; a < plot.axes.size(); ++a) {
    drawAxis(svg, plot, box, a);
  }
  return svg.str();
}

}  // namespace ohmic::sim::report
