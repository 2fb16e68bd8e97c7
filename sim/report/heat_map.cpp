// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/heat_map.h"

#include <algorithm>
#include <cmath>

#include "sim/report/elide.h"

namespace ohmic::sim::report {
namespace {

constexpr int kLongestLabel = 14;  ///< characters
constexpr double kTurn = -40.0;    ///< degrees of the columns' names
constexpr double kFull = 0.55;     ///< above this share of the scale a field's text is bright
constexpr double kScaleHeight = 44.0;

double widest(const std::vector<std::string>& labels) {
  double width = 0.0;
  for (const auto& label : labels) {
    width = std::max(width, textWidth(elide(label, kLongestLabel), kLabelSize));
  }
  return width;
}

double leftOf(const HeatMap& map) { return widest(map.rows) + 28.0; }

/// Whether the columns' names have no room side by side: they lean then.
bool isTurned(const HeatMap& map) {
  const auto columns = static_cast<double>(std::max<std::size_t>(map.columns.size(), 1));
  return widest(map.columns) + 4.0 > (map.width - leftOf(map)) / columns;
}

Frame frameOf(const HeatMap& map) {
  const double left = leftOf(map);
  const double overhang =
      isTurned(map) ? 0.5 * widest(map.columns) : 0.0;  // the last column's name leans out to the right
  return {{left, heatMapTop(map), map.width - left - std::min(overhang, 40.0),
           map.cellHeight * static_cast<double>(map.rows.size())}};
}

/// The least value keeps a trace of the colour.
Fill fillOf(const Axis& scale, double value) { return {kAccent, 0.04 + 0.96 * scale.share(value)}; }

void drawCell(Svg& svg, const HeatMap& map, const HeatCell& cell, const Box& box) {
  svg.rect({box.x + 0.5, box.y + 0.5, box.width - 1.0, box.height - 1.0}, fillOf(map.scale, cell.value),
           cell.tip);
  const double size = std::min(kLabelSize, box.height - 2.0);
  const double small = 0.85 * size, middle = box.x + 0.5 * box.width;
  const auto colour = map.scale.share(cell.value) > kFull ? kBright : kInk;
  const bool hasNote =
      !cell.note.empty() && textWidth(cell.note, small) <= box.width && size + small + 6.0 <= box.height;
  const double base = box.y + 0.5 * box.height + 0.36 * size - (hasNote ? 0.5 * small + 1.0 : 0.0);
  if (!cell.text.empty() && textWidth(cell.text, size) <= box.width) {
    svg.text({middle, base}, cell.text, {size, Anchor::middle, colour});
    if (hasNote) {
      svg.text({middle, base + small + 3.0}, cell.note, {small, Anchor::middle, colour});
    }
  }
}

void drawCells(Svg& svg, const Frame& frame, const HeatMap& map) {
  for (std::size_t r = 0; r < map.cells.size(); ++r) {
    const double width = frame.box.width / static_cast<double>(map.cells[r].size());
    for (std::size_t c = 0; c < map.cells[r].size(); ++c) {
      drawCell(svg, map, map.cells[r][c],
               {frame.box.x + static_cast<double>(c) * width,
                frame.box.y + static_cast<double>(r) * map.cellHeight, width, map.cellHeight});
    }
  }
}

/// Names of rows and columns; of very many, only as many as have room.
void drawNames(Svg& svg, const Frame& frame, const HeatMap& map) {
  const double size = kLabelSize;
  const auto everyRow = static_cast<std::size_t>(std::ceil((size + 1.0) / map.cellHeight));
  for (std::size_t r = 0; r < map.rows.size(); r += everyRow) {
    svg.text({frame.box.x - 7.0, frame.box.y + (static_cast<double>(r) + 0.5) * map.cellHeight + 4.0},
             elide(map.rows[r], kLongestLabel), {size, Anchor::end});
  }
  const double width = frame.box.width / static_cast<double>(std::max<std::size_t>(map.columns.size(), 1));
  const bool turned = isTurned(map);
  const auto everyColumn = turned ? static_cast<std::size_t>(std::ceil((size + 3.0) / width)) : 1;
  const TextStyle style =
      turned ? TextStyle{size, Anchor::start, kInk, false, kTurn} : TextStyle{size, Anchor::middle, kInk};
  for (std::size_t c = 0; c < map.columns.size(); c += everyColumn) {
    svg.text({frame.box.x + (static_cast<double>(c) + 0.5) * width, frame.box.y - 7.0},
             elide(map.columns[c], kLongestLabel), style);
  }
}

void drawTitles(Svg& svg, const Frame& frame, const HeatMap& map) {
  svg.text({frame.box.x, 12.0}, map.columnTitle, {kLabelSize, Anchor::start, kQuiet});
  svg.text({11.0, frame.box.y + 0.5 * frame.box.height}, map.rowTitle,
           {kLabelSize, Anchor::middle, kQuiet, false, -90.0});
}

/// One swatch for each tick of the scale.
void drawColourScale(Svg& svg, const Frame& frame, const Axis& scale) {
  constexpr double kSwatch = 30.0;
  const double top = frame.box.bottom() + 14.0;
  double x = frame.box.right() - kSwatch * static_cast<double>(scale.ticks.size());
  svg.text({x - 10.0, top + 9.0}, scale.title, {kLabelSize, Anchor::end, kQuiet});
  for (const auto& tick : scale.ticks) {
    svg.rect({x + 0.5, top, kSwatch - 1.0, 10.0}, fillOf(scale, tick.value));
    svg.text({x + 0.5 * kSwatch, top + 23.0}, tick.label, {kLabelSize, Anchor::middle, kQuiet});
    x += kSwatch;
  }
}

}  // namespace

double heatMapTop(const HeatMap& map) { return isTurned(map) ? 30.0 + 0.65 * widest(map.columns) : 36.0; }

std::string draw(const HeatMap& map) {
  const Frame frame = frameOf(map);
  Svg svg(map.id, map.label, map.width, frame.box.bottom() + kScaleHeight);
  drawTitles(svg, frame, map);
  drawNames(svg, frame, map);
  drawCells(svg, frame, map);
  drawColourScale(svg, frame, map.scale);
  return svg.str();
}

}  // namespace ohmic::sim::report
