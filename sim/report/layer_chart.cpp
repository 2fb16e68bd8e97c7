// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/layer_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "configs/files/layer_labels.h"

namespace ohmic::sim::report {
std::vector<std::string> layerNames(const RunRecord& record) {
  std::vector<std::string> names;
  for (const auto& layer : record.layers) {
    names.push_back(layer.name);
  }
  return configs::layerLabels(names);
}

BarChart layerChart(const RunRecord& record, const std::function<BarRow(const LayerRecord&)>& row) {
  BarChart chart;
  chart.rowHeight =
      std::clamp(440.0 / static_cast<double>(std::max<std::size_t>(record.layers.size(), 1)), 11.0, 26.0);
  const auto names = layerNames(record);
  for (std::size_t l = 0; l < names.size(); ++l) {
    chart.rows.push_back(row(record.layers[l]));
    chart.rows.back().label = names[l];
  }
  return chart;
}

double largestOf(const RunRecord& record, const std::function<double(const LayerRecord&)>& figure) {
  double largest = 0.0;
  for (const auto& layer : record.layers) {
    const double value = figure(layer);
    largest = std::isfinite(value) ? std::max(largest, value) : largest;
  }
  return largest;
}

double saturatedShare(const LayerRecord& layer) {
  return layer.conversions > 0
             ? static_cast<double>(layer.saturatedCodes) / static_cast<double>(layer.conversions)
             : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace ohmic::sim::report
