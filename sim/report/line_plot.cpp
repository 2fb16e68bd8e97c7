// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/line_plot.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ohmic::sim::report {
namespace {

constexpr double kBelow = 40.0;  ///< ticks and title
constexpr double kAbove = 26.0;  ///< title of the y axis
constexpr double kBandOpacity = 0.18;

bool hasInterval(const Observation& o) { return std::isfinite(o.low) && std::isfinite(o.high); }

std::vector<Observation> visible(const Series& series) {
  std::vector<Observation> kept;
  std::copy_if(series.points.begin(), series.points.end(), std::back_inserter(kept),
               [](const Observation& o) { return std::isfinite(o.x) && std::isfinite(o.y); });
  return kept;
}

std::vector<LegendEntry> legendOf(const LinePlot& plot) {
  std::vector<LegendEntry> entries;
  for (const auto& series : plot.series) {
    if (!series.name.empty()) {
      entries.push_back({series.name, series.colour, series.dashed});
    }
  }
  return entries;
}

Frame frameOf(const LinePlot& plot, double top) {
  double left = 20.0;
  for (const auto& tick : plot.y.ticks) {
    left = std::max(left, textWidth(tick.label, kLabelSize) + 10.0);
  }
  return {{left, top, plot.width - left - 14.0, plot.height - top - kBelow}};
}

void drawBand(Svg& svg, const Frame& frame, const LinePlot& plot, const Series& series) {
  std::vector<Place> outline;
  const auto points = visible(series);
  for (const auto& o : points) {
    if (hasInterval(o)) {
      outline.push_back({frame.x(plot.x, o.x), frame.y(plot.y, o.high)});
    }
  }
  for (auto o = points.rbegin(); o != points.rend(); ++o) {
    if (hasInterval(*o)) {
      outline.push_back({frame.x(plot.x, o->x), frame.y(plot.y, o->low)});
    }
  }
  svg.polygon(outline, {series.colour, kBandOpacity});
}

void drawWhiskers(Svg& svg, const Frame& frame, const LinePlot& plot, const Series& series) {
  for (const auto& o : visible(series)) {
    if (hasInterval(o)) {
      const double x = frame.x(plot.x, o.x) + series.shift;
      svg.line({x, frame.y(plot.y, o.low)}, {x, frame.y(plot.y, o.high)}, {series.colour, 1.5});
    }
  }
}

void drawCurve(Svg& svg, const Frame& frame, const LinePlot& plot, const Series& series) {
  std::vector<Place> places;
  for (const auto& o : visible(series)) {
    places.push_back({frame.x(plot.x, o.x) + series.shift, frame.y(plot.y, o.y)});
  }
  svg.polyline(places, {series.colour, 2.0, series.dashed});
}

void drawDots(Svg& svg, const Frame& frame, const LinePlot& plot, const Series& series) {
  for (const auto& o : visible(series)) {
    svg.circle({frame.x(plot.x, o.x) + series.shift, frame.y(plot.y, o.y)}, series.radius,
               {series.colour, series.opacity}, o.tip);
  }
}

void drawSeries(Svg& svg, const Frame& frame, const LinePlot& plot, const Series& series) {
  if (series.band) {
    drawBand(svg, frame, plot, series);
  } else {
    drawWhiskers(svg, frame, plot, series);
  }
  if (series.joined) {
    drawCurve(svg, frame, plot, series);
  }
  if (series.radius > 0.0) {
    drawDots(svg, frame, plot, series);
  }
}

bool overlap(const Box& a, const Box& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

/// Labels of dots: at one of their corners, where no label is yet; left out where all are taken.
void drawLabels(Svg& svg, const Frame& frame, const LinePlot& plot) {
  constexpr double kHigh = 12.0, kGap = 5.0;
  std::vector<Box> taken;
  for (const auto& series : plot.series) {
    for (const auto& o : visible(series)) {
      if (o.label.empty()) {
        continue;
      }
      const double x = frame.x(plot.x, o.x), y = frame.y(plot.y, o.y);
      const double width = textWidth(o.label, kLabelSize);
      for (const auto& [left, top] :
           {std::pair(x + kGap, y - kGap - kHigh), std::pair(x - kGap - width, y - kGap - kHigh),
            std::pair(x + kGap, y + kGap), std::pair(x - kGap - width, y + kGap)}) {
        const Box box{left, top, width, kHigh};
        const bool isInside = box.x >= frame.box.x && box.right() <= frame.box.right() &&
                              box.y >= frame.box.y && box.bottom() <= frame.box.bottom();
        if (isInside &&
            std::none_of(taken.begin(), taken.end(), [&](const Box& other) { return overlap(box, other); })) {
          svg.text({box.x, box.bottom() - 2.0}, o.label, {kLabelSize, Anchor::start});
          taken.push_back(box);
          break;
        }
      }
    }
  }
}

/// Its name stands above the plot, where no data can cover it, before a piece of the line.
void drawReference(Svg& svg, const Frame& frame, const LinePlot& plot) {
  constexpr double kSample = 24.0;
  const Stroke stroke{kInk, 1.2, true};
  const double y = frame.y(plot.y, plot.reference->y);
  const double right = frame.box.right(), above = frame.box.y - 12.0;
  svg.line({frame.box.x, y}, {right, y}, stroke);
  svg.line({right - kSample, above - 4.0}, {right, above - 4.0}, stroke);
  svg.text({right - kSample - 6.0, above}, plot.reference->name, {kLabelSize, Anchor::end});
}

}  // namespace

std::string draw(const LinePlot& plot) {
  const auto legend = legendOf(plot);
  const double legendHeight = legendLines(legend, plot.width) * kLegendLine;
  const Frame frame = frameOf(plot, legendHeight + kAbove);
  Svg svg(plot.id, plot.label, plot.width, plot.height);
  drawLegend(svg, {0.0, 2.0}, plot.width, legend);
  drawYAxis(svg, frame, plot.y);
  drawXAxis(svg, frame, plot.x);
  svg.line({frame.box.x, frame.box.bottom()}, {frame.box.right(), frame.box.bottom()}, {kQuiet});
  for (const auto& series : plot.series) {
    drawSeries(svg, frame, plot, series);
  }
  drawLabels(svg, frame, plot);
  if (plot.reference) {
    drawReference(svg, frame, plot);
  }
  return svg.str();
}

}  // namespace ohmic::sim::report
