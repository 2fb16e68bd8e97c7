// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/frame.h"

#include <limits>

namespace ohmic::sim::report {
namespace {

constexpr double kSwatch = 10.0;

double entryWidth(const LegendEntry& entry) {
  return kSwatch + 5.0 + textWidth(entry.name, kLabelSize) + 14.0;
}

/// Where each entry of a legend begins, from its upper left corner.
std::vector<Place> placeEntries(const std::vector<LegendEntry>& entries, double width) {
  std::vector<Place> places;
  Place next;
  for (const auto& entry : entries) {
    if (next.x > 0.0 && next.x + entryWidth(entry) > width) {
      next = {0.0, next.y + kLegendLine};
    }
    places.push_back(next);
    next.x += entryWidth(entry);
  }
  return places;
}

}  // namespace

void drawXAxis(Svg& svg, const Frame& frame, const Axis& axis) {
  double free = -std::numeric_limits<double>::infinity();
  for (const auto& tick : axis.ticks) {
    const double x = frame.x(axis, tick.value);
    svg.line({x, frame.box.y}, {x, frame.box.bottom()}, {kRule});
    const double half = 0.5 * textWidth(tick.label, kLabelSize);
    if (x - half > free) {
      svg.text({x, frame.box.bottom() + 15.0}, tick.label, {kLabelSize, Anchor::middle, kQuiet});
      free = x + half + 4.0;
    }
  }
  svg.text({frame.box.x + 0.5 * frame.box.width, frame.box.bottom() + 32.0}, axis.title,
           {kLabelSize, Anchor::middle, kQuiet});
}

void drawYAxis(Svg& svg, const Frame& frame, const Axis& axis) {
  for (const auto& tick : axis.ticks) {
    const double y = frame.y(axis, tick.value);
    svg.line({frame.box.x, y}, {frame.box.right(), y}, {kRule});
    svg.text({frame.box.x - 7.0, y + 4.0}, tick.label, {kLabelSize, Anchor::end, kQuiet});
  }
  svg.text({0.0, frame.box.y - 12.0}, axis.title, {kLabelSize, Anchor::start, kQuiet});
}

int legendLines(const std::vector<LegendEntry>& entries, double width) {
  return entries.empty() ? 0 : 1 + static_cast<int>(placeEntries(entries, width).back().y / kLegendLine);
}

void drawLegend(Svg& svg, Place at, double width, const std::vector<LegendEntry>& entries) {
  const auto places = placeEntries(entries, width);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Place corner{at.x + places[i].x, at.y + places[i].y};
    if (entries[i].dashed) {
      constexpr double kPart = 0.4 * kSwatch;
      svg.rect({corner.x, corner.y, kPart, kSwatch}, {entries[i].colour});
      svg.rect({corner.x + kSwatch - kPart, corner.y, kPart, kSwatch}, {entries[i].colour});
    } else {
      svg.rect({corner.x, corner.y, kSwatch, kSwatch}, {entries[i].colour});
    }
    svg.text({corner.x + kSwatch + 5.0, corner.y + 9.0}, entries[i].name, {kLabelSize});
  }
}

}  // namespace ohmic::sim::report
