// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/layer_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/report/figure_label.h"
#include "sim/report/layer_chart.h"
#include "sim/report/number_text.h"
#include "sim/report/page.h"
#include "sim/report/table.h"

namespace ohmic::sim::report {
namespace {

const Scale kPercent{"%", 0.01};

/// A share in percent with as many digits as it deserves: "12.3 %", "0.0041 %".
std::string shareText(double share) {
  return std::isfinite(share) ? significant(100.0 * share) + " %" : "n/a";
}

BarRow shareRow(double share, const std::string& tip) {
  return {{}, {{0.0, share, kAccent, tip}}, shareText(share), {}};
}

Table emptyLayerTable(const RunRecord& record, const Scale& energy, const Scale& time) {
  Table table{"table-layers", {}, {}, {}};
  using Layer = LayerRecord;
  table.columns = {{"#", true},
                   {titleOf(&Layer::name)},
                   {titleOf(&Layer::type)},
                   {fmt::format("matrix, {} × {}", titleOf(&Layer::rows), titleOf(&Layer::columns)), true},
                   {headingOf(&Layer::positions), true},
                   {headingOf(&Layer::multiplyAdds), true},
                   {headingOf(&Layer::arrays), true},
                   {headingOf(&Layer::utilisation), true},
                   {headingOf(&Layer::relativeError), true},
                   {headingOf(&Layer::saturatedCodes, "%"), true},
                   {"of these in one array at most", true},
                   {headingOf(&Layer::saturatedCells), true}};
  if (record.chip) {
    const std::vector<TableColumn> chip = {{headingOf(&Layer::energy_J, energy.unit), true},
                                           {headingOf(&Layer::cycles), true},
                                           {headingOf(&Layer::start_s, time.unit), true},
                                           {headingOf(&Layer::end_s, time.unit), true}};
    table.columns.insert(table.columns.end(), chip.begin(), chip.end());
  }
  return table;
}

TableCell countCell(std::int64_t count) { return numberCell(static_cast<double>(count), grouped(count)); }

TableCell scaledCell(double value, const Scale& scale) {
  return numberCell(value, significant(value / scale.factor));
}

/// Saturated codes of the array that has most.
std::int64_t mostSaturated(const LayerRecord& layer) {
  const auto& arrays = layer.saturatedByArray;
  return arrays.empty() ? 0 : *std::max_element(arrays.begin(), arrays.end());
}

std::vector<TableCell> layerCells(const LayerRecord& layer, const std::string& name, std::size_t number) {
  return {countCell(static_cast<std::int64_t>(number)),
          {name, {}, layer.name},
          {layer.type, {}, {}},
          numberCell(static_cast<double>(layer.rows) * layer.columns,
                     fmt::format("{} × {}", layer.rows, layer.columns)),
          countCell(layer.positions),
          countCell(layer.multiplyAdds),
          countCell(layer.arrays),
          numberCell(layer.utilisation, fixed(100.0 * layer.utilisation, 1)),
          scaledCell(layer.relativeError, kPercent),
          scaledCell(saturatedShare(layer), kPercent),
          countCell(mostSaturated(layer)),
          countCell(layer.saturatedCells)};
}

std::vector<TableCell> chipCells(const LayerRecord& layer, const Scale& energy, const Scale& time) {
  return {scaledCell(layer.energy_J, energy), countCell(layer.cycles), scaledCell(layer.start_s, time),
          scaledCell(layer.end_s, time)};
}

std::vector<TableCell> totalCells(const RunRecord& record, const Scale& energy) {
  LayerRecord sum;
  for (const auto& layer : record.layers) {
    sum.multiplyAdds += layer.multiplyAdds;
    sum.conversions += layer.conversions;
    sum.saturatedCodes += layer.saturatedCodes;
    sum.saturatedCells += layer.saturatedCells;
    sum.energy_J += layer.energy_J;
  }
  std::vector<TableCell> cells = {{},
                                  {"all layers", {}, {}},
                                  {},
                                  {},
                                  {},
                                  countCell(sum.multiplyAdds),
                                  countCell(record.arrays),
                                  numberCell(record.utilisation, fixed(100.0 * record.utilisation, 1)),
                                  {},
                                  scaledCell(saturatedShare(sum), kPercent),
                                  {},
                                  countCell(sum.saturatedCells)};
  if (record.chip) {
    cells.insert(cells.end(), {scaledCell(sum.energy_J, energy), {}, {}, {}});
  }
  return cells;
}

}  // namespace

std::string errorFigure(const RunRecord& record) {
  auto chart = layerChart(record, [](const LayerRecord& layer) {
    return shareRow(layer.relativeError,
                    fmt::format("{}: {} {}", layer.name, titleOf(&LayerRecord::relativeError),
                                shareText(layer.relativeError)));
  });
  chart.id = "plot-layer-error";
  chart.label = "Relative error by layer";
  chart.axis = zeroAxis(titleOf(&LayerRecord::relativeError),
                        largestOf(record, [](const auto& l) { return l.relativeError; }), kPercent);
  return figureHtml(
      "Error by layer", draw(chart),
      "L2 distance of each layer's analog outputs from the digital float network's, in % of the latter's "
      "norm, errors of earlier layers included (chip 0, first read time, first images).");
}

std::string saturationFigure(const RunRecord& record) {
  auto chart = layerChart(record, [](const LayerRecord& layer) {
    return shareRow(
        saturatedShare(layer),
        fmt::format("{}: {} of {} conversions saturated ({})", layer.name, grouped(layer.saturatedCodes),
                    grouped(layer.conversions), shareText(saturatedShare(layer))));
  });
  chart.id = "plot-saturation";
  chart.label = "ADC saturation by layer";
  chart.axis =
      zeroAxis("codes at the ends of the converter's range", largestOf(record, saturatedShare), kPercent);
  return figureHtml("ADC saturation by layer", draw(chart),
                    "Conversions that ended at the lowest or highest code, in % of the layer's conversions "
                    "over all images, chips and read times.");
}

std::string utilisationFigure(const RunRecord& record) {
  auto chart = layerChart(record, [](const LayerRecord& layer) {
    auto row = shareRow(layer.utilisation, fmt::format("{}: {} of the cells of {} array{} hold a digit",
                                                       layer.name, percent(layer.utilisation, 1),
                                                       grouped(layer.arrays), layer.arrays == 1 ? "" : "s"));
    row.note = fmt::format("{} of {} array{}", percent(layer.utilisation, 0), layer.arrays,
                           layer.arrays == 1 ? "" : "s");
    return row;
  });
  chart.id = "plot-utilisation";
  chart.label = "Array utilisation by layer";
  chart.axis = zeroAxis(titleOf(&LayerRecord::utilisation), 1.0, kPercent);
  return figureHtml(
      "Arrays and their utilisation by layer", draw(chart),
      fmt::format("Cells that hold a digit of a weight, in % of all cells of the layer's {}"
                  "arrays; all {} arrays together: {}.",
                  record.arrayRows > 0 ? fmt::format("{} × {} ", record.arrayRows, record.arrayColumns)
                                       : std::string(),
                  grouped(record.arrays), percent(record.utilisation, 1)));
}

std::string layerTable(const RunRecord& record) {
  const Scale energy = siScale(largestOf(record, [](const auto& l) { return l.energy_J; }), "J");
  const Scale time = siScale(largestOf(record, [](const auto& l) { return l.end_s; }), "s");
  Table table = emptyLayerTable(record, energy, time);
  const auto names = layerNames(record);
  for (std::size_t l = 0; l < names.size(); ++l) {
    const auto& layer = record.layers[l];
    auto cells = layerCells(layer, names[l], l + 1);
    if (record.chip) {
      const auto chip = chipCells(layer, energy, time);
      cells.insert(cells.end(), chip.begin(), chip.end());
    }
    table.rows.push_back(std::move(cells));
  }
  table.totals = totalCells(record, energy);
  return tableHtml(table);
}

}  // namespace ohmic::sim::report
