// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/chip_figures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "sim/report/bar_chart.h"
#include "sim/report/components.h"
#include "sim/report/figure_label.h"
#include "sim/report/heat_map.h"
#include "sim/report/layer_chart.h"
#include "sim/report/number_text.h"
#include "sim/report/page.h"

namespace ohmic::sim::report {
namespace {

constexpr const char* kNoChip =
    "The run has no hardware.chip section, so no chip was simulated in time; add one, for example chip: { "
    "preset: isaac_2016 }, to see this figure.";

std::string shareOf(double part, double whole) { return significant(100.0 * part / whole) + " %"; }

/// Sorted bars, each noted with its amount and share of the sum.
BarChart componentChart(const std::vector<Component>& components, double sum, const std::string& unit) {
  BarChart chart;
  chart.rowHeight = 26.0;
  for (const auto& c : components) {
    const std::string text = fmt::format("{}, {}", quantity(c.amount, unit), shareOf(c.amount, sum));
    chart.rows.push_back({c.name, {{0.0, c.amount, c.colour, c.name + ": " + text}}, text, {}});
  }
  return chart;
}

double largest(const std::vector<Component>& components) {
  return components.empty() ? 0.0 : components.front().amount;
}

/// What a figure by component shows.
struct Shared {
  std::string id;     ///< of its drawing
  std::string title;  ///< "Energy by component"
  std::string axis;   ///< of its axis, without the unit
  std::string unit;
  double sum = 0.0;
  std::string caption;
};

std::string drawComponents(const Shared& of, const std::vector<Component>& components) {
  auto chart = componentChart(components, of.sum, of.unit);
  chart.id = of.id;
  chart.label = of.title;
  chart.axis = zeroAxis(of.axis, largest(components), siScale(largest(components), of.unit));
  return figureHtml(of.title, draw(chart), of.caption);
}

/// A figure by component; where one takes most of the sum, a second one of the others beside each other.
std::string componentFigures(Shared of, std::vector<Component> components) {
  constexpr double kHides = 0.7;
  const auto used = std::stable_partition(components.begin(), components.end(),
                                          [](const Component& c) { return c.amount != 0.0; });
  if (used != components.begin() && used != components.end()) {
    std::vector<std::string> names;
    std::transform(used, components.end(), std::back_inserter(names),
                   [](const Component& c) { return c.name; });
    of.caption += fmt::format(" Nothing in: {}.", fmt::join(names, ", "));
    components.erase(used, components.end());
  }
  std::string html = drawComponents(of, components);
  if (components.size() < 3 || !(components.front().amount > kHides * of.sum)) {
    return html;
  }
  const Component first = components.front();
  components.erase(components.begin());
  Shared rest = of;
  rest.id += "-rest";
  rest.title += " without " + first.name;
  rest.sum -= first.amount;
  rest.caption = fmt::format("The same without {}, which takes {} of all: shares of the other {}.",
                             first.name, shareOf(first.amount, of.sum), quantity(rest.sum, of.unit));
  return "<div class=\"stack\">\n" + html + drawComponents(rest, components) + "</div>\n";
}

std::string componentFigure(const RunRecord& record) {
  const auto& chip = *record.chip;
  return componentFigures(
      {"plot-energy-components", "Energy by component", titleOf(&ChipRecord::energyPerImage_J), "J",
       chip.energyPerImage_J,
       fmt::format("Energy of one image in each kind of component, with its share of {}; mean over the chips "
                   "at the first read time.",
                   quantity(chip.energyPerImage_J, "J"))},
      energyComponents(chip));
}

/// Parts of a layer's energy in the chip's order of components.
std::vector<BarPart> energyParts(const LayerRecord& layer, const std::vector<Component>& components) {
  std::vector<BarPart> parts;
  for (const auto& c : components) {
    const auto found = layer.energyByComponent_J.find(c.name);
    if (found != layer.energyByComponent_J.end() && found->second > 0.0) {
      parts.push_back({found->second, c.colour,
                       fmt::format("{}, {}: {}, {} of the layer", layer.name, c.name,
                                   quantity(found->second, "J"), shareOf(found->second, layer.energy_J))});
    }
  }
  return parts;
}

std::vector<LegendEntry> legendOf(const std::vector<Component>& components) {
  std::vector<LegendEntry> legend;
  for (const auto& component : components) {
    if (component.amount > 0.0) {
      legend.push_back({component.name, component.colour});
    }
  }
  return legend;
}

std::string layerEnergyFigure(const RunRecord& record) {
  const auto components = energyComponents(*record.chip);
  const double most = largestOf(record, [](const auto& layer) { return layer.energy_J; });
  auto chart = layerChart(record, [&](const LayerRecord& layer) {
    auto row = stackedRow({}, energyParts(layer, components));
    row.note = quantity(layer.energy_J, "J");
    return row;
  });
  chart.id = "plot-energy-layers";
  chart.label = "Energy by layer and component";
  chart.axis = zeroAxis(titleOf(&LayerRecord::energy_J), most, siScale(most, "J"));
  chart.legend = legendOf(components);
  return figureHtml("Energy by layer", draw(chart),
                    "Energy of one image in each layer, stacked by component, the largest consumer of the "
                    "whole chip first.");
}

std::string pipelineFigure(const RunRecord& record) {
  const double end = largestOf(record, [](const auto& layer) { return layer.end_s; });
  auto chart = layerChart(record, [](const LayerRecord& layer) {
    const std::string tip = fmt::format("{}: from {} to {}", layer.name, quantity(layer.start_s, "s"),
                                        quantity(layer.end_s, "s"));
    return BarRow{
        {}, {{layer.start_s, layer.end_s, kAccent, tip}}, quantity(layer.end_s - layer.start_s, "s"), {}};
  });
  chart.id = "plot-pipeline";
  chart.label = "Schedule of the first image";
  chart.axis = zeroAxis("time since the first image arrived", end, siScale(end, "s"));
  return figureHtml("Pipeline", draw(chart),
                    fmt::format("When each layer works on the first image, from its first event to its last, "
                                "noted with the time between; the logits are there after {}.",
                                quantity(record.chip->latency_s, "s")));
}

std::string cyclesFigure(const RunRecord& record) {
  auto chart = layerChart(record, [](const LayerRecord& layer) {
    const std::string tip = fmt::format("{}: {} busy cycles per image", layer.name, grouped(layer.cycles));
    return BarRow{{}, {{0.0, static_cast<double>(layer.cycles), kAccent, tip}}, grouped(layer.cycles), {}};
  });
  chart.id = "plot-cycles";
  chart.label = "Busy cycles by layer";
  chart.axis =
      zeroAxis(titleOf(&LayerRecord::cycles),
               largestOf(record, [](const auto& layer) { return static_cast<double>(layer.cycles); }));
  return figureHtml("Cycles by layer", draw(chart),
                    "Clock cycles in which an array of the layer is read or converted, for one image.");
}

double cyclesOf(const LayerRecord& layer, const std::string& cause) {
  const auto found = layer.cyclesByCause.find(cause);
  return found == layer.cyclesByCause.end() ? 0.0 : found->second;
}

/// Causes in the order in which they stand in a bar, each in the colour of the component at work.
std::vector<LegendEntry> causes(const RunRecord& record) {
  std::vector<LegendEntry> all = {{"computing", componentColour("array")},
                                  {"adc", componentColour("adc")},
                                  {"input", kRest},
                                  {"network", componentColour("router")},
                                  {"buffer", componentColour("buffer")},
                                  {"output", componentColour("output_register")}};
  if (std::any_of(record.layers.begin(), record.layers.end(),
                  [](const LayerRecord& layer) { return cyclesOf(layer, "array") > 0.0; })) {
    all.push_back({"array", kSeries[6]});
  }
  if (record.chip->loads > 1) {
    all.push_back({"programming", componentColour("programming")});
  }
  return all;
}

double cyclesInAll(const LayerRecord& layer) {
  double sum = 0.0;
  for (const auto& [cause, cycles] : layer.cyclesByCause) {
    sum += cycles;
  }
  return sum;
}

std::string causeFigure(const RunRecord& record) {
  const auto legend = causes(record);
  auto chart = layerChart(record, [&](const LayerRecord& layer) {
    std::vector<BarPart> parts;
    const double sum = cyclesInAll(layer);
    for (const auto& cause : legend) {
      const double cycles = cyclesOf(layer, cause.name);
      parts.push_back({cycles, cause.colour,
                       fmt::format("{}, {}: {} cycles per image, {}", layer.name, cause.name,
                                   significant(cycles), sum > 0.0 ? shareOf(cycles, sum) : "n/a")});
    }
    auto row = stackedRow({}, parts);
    row.note = sum > 0.0 ? shareOf(cyclesOf(layer, "computing") + cyclesOf(layer, "adc"), sum) : "n/a";
    return row;
  });
  chart.id = "plot-causes";
  chart.label = "Where each layer's time went";
  chart.axis = zeroAxis("clock cycles per image", largestOf(record, cyclesInAll));
  chart.legend = legend;
  return figureHtml(
      "Where the time went", draw(chart),
      "Clock cycles of a layer's arrays over the timed images, by what they went on, noted with "
      "the share in which arrays or converters worked.");
}

std::string tileTip(const TileRecord& tile) {
  std::string layers;
  for (const auto& name : tile.layers) {
    layers += (layers.empty() ? "" : ", ") + name;
  }
  return fmt::format(
      "tile at column {}, row {}: {} arrays in use, working {} of the time; buffer {}, digital "
      "unit {}; {}",
      tile.column, tile.row, tile.arrays, percent(tile.activity, 1), percent(tile.buffer, 1),
      percent(tile.digital, 1), layers);
}

std::string slotTip(const SlotRecord& slot) {
  std::string layers;
  for (const auto& name : slot.layers) {
    layers += (layers.empty() ? "" : ", ") + name;
  }
  return slot.layers.empty() ? fmt::format("element {}, array {}: not in use", slot.element, slot.slot)
                             : fmt::format("element {}, array {}: working {} of the time; {}", slot.element,
                                           slot.slot, percent(slot.activity, 1), layers);
}

/// A floor plan in which every field is still @p empty. @param most  greatest activity, a share of 1.
HeatMap emptyPlan(int rows, int columns, const std::string& scale, double most, const HeatCell& empty) {
  HeatMap map;
  map.id = "plot-floor-plan";
  map.scale = zeroAxis(scale, 100.0 * most);
  for (int c = 0; c < columns; ++c) {
    map.columns.push_back(std::to_string(c));
  }
  for (int r = 0; r < rows; ++r) {
    map.rows.push_back(std::to_string(r));
  }
  map.cells.assign(static_cast<std::size_t>(rows),
                   std::vector<HeatCell>(static_cast<std::size_t>(columns), empty));
  return map;
}

/// The arrays of the only tile, element by element.
std::string tilePlan(const RunRecord& record) {
  const auto& chip = *record.chip;
  int columns = 0, rows = 0, used = 0;
  double most = 0.0;
  for (const auto& slot : chip.slots) {
    columns = std::max(columns, slot.slot + 1);
    rows = std::max(rows, slot.element + 1);
    used += slot.layers.empty() ? 0 : 1;
    most = std::max(most, slot.activity);
  }
  HeatMap map = emptyPlan(rows, columns, "array at work, % of the time", most,
                          {std::numeric_limits<double>::quiet_NaN(), "", "no array"});
  map.label = "Floor plan: how busy each array is";
  map.columnTitle = "array of the element";
  map.rowTitle = "element";
  for (const auto& slot : chip.slots) {
    auto& cell = map.cells[static_cast<std::size_t>(slot.element)][static_cast<std::size_t>(slot.slot)];
    cell = slot.layers.empty()
               ? HeatCell{std::numeric_limits<double>::quiet_NaN(), "", slotTip(slot)}
               : HeatCell{100.0 * slot.activity, percent(slot.activity, slot.activity < 0.0995 ? 1 : 0),
                          slotTip(slot)};
  }
  return figureHtml(
      "Floor plan", draw(map),
      fmt::format("The {} of {} arrays of the tile that hold a part of the network, coloured by "
                  "the share of the time in which each works.",
                  used, chip.slots.size()));
}

std::string floorPlan(const RunRecord& record) {
  const auto& chip = *record.chip;
  constexpr std::int64_t kMostFields = 65536;
  if (!chip.slots.empty() && static_cast<std::int64_t>(chip.slots.size()) <= kMostFields) {
    return tilePlan(record);
  }
  int columns = 0, rows = 0;
  double most = 0.0;
  for (const auto& tile : chip.tileUse) {
    columns = std::max(columns, tile.column + 1);
    rows = std::max(rows, tile.row + 1);
    most = std::max(most, tile.activity);
  }
  if (std::int64_t{columns} * rows > kMostFields) {
    return absenceHtml("Floor plan",
                       fmt::format("A mesh of {} x {} tiles has no room here; summary.json lists the "
                                   "tiles under chip.tile_use.",
                                   columns, rows));
  }
  HeatMap map = emptyPlan(rows, columns, "arrays at work, % of the time", most,
                          {std::numeric_limits<double>::quiet_NaN(), "", "an empty tile"});
  map.label = "Floor plan: how busy each tile's arrays are";
  map.columnTitle = "column of the mesh";
  map.rowTitle = "row";
  for (const auto& tile : chip.tileUse) {
    map.cells[static_cast<std::size_t>(tile.row)][static_cast<std::size_t>(tile.column)] = {
        100.0 * tile.activity, percent(tile.activity, 0), tileTip(tile)};
  }
  return figureHtml(
      "Floor plan", draw(map),
      fmt::format("The {} of {} tiles that hold a part of the network, coloured by the share of "
                  "the time in which their installed arrays work.",
                  chip.tileUse.size(), chip.tiles));
}

}  // namespace

std::string energyFigures(const RunRecord& record) {
  if (!record.chip) {
    return absenceHtml("Energy by component", kNoChip) + absenceHtml("Energy by layer", kNoChip);
  }
  return componentFigure(record) + layerEnergyFigure(record);
}

std::string timeFigures(const RunRecord& record) {
  if (!record.chip) {
    return absenceHtml("Pipeline", kNoChip) + absenceHtml("Where the time went", kNoChip) +
           absenceHtml("Cycles by layer", kNoChip) + absenceHtml("Floor plan", kNoChip);
  }
  return pipelineFigure(record) + causeFigure(record) + cyclesFigure(record) + floorPlan(record);
}

std::string areaFigure(const RunRecord& record) {
  if (!record.chip) {
    return absenceHtml("Area by component", kNoChip);
  }
  const auto& chip = *record.chip;
  return componentFigures(
      {"plot-area", "Area by component", "installed area", "m²", chip.areaInstalled_m2,
       fmt::format("Installed silicon in each kind of component, with its share of {} in {} tile{}; the "
                   "network uses tiles of {}.",
                   quantity(chip.areaInstalled_m2, "m²"), chip.tiles, chip.tiles == 1 ? "" : "s",
                   quantity(chip.areaUsed_m2, "m²"))},
      areaComponents(chip));
}

}  // namespace ohmic::sim::report
