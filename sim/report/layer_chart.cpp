// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/layer_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ohmic::sim::report {

BarChart layerChart(const RunRecord& record, const std::function<BarRow(const LayerRecord&)>& row) {
  BarChart chart;
  chart.rowHeight =
      std::clamp(440.0 / static_cast<double>(std::max<std::size_t>(record.layers.size(), 1)), 11.0, 26.0);
  for (const auto& layer : record.layers) {
    chart.rows.push_back(row(layer));
    chart.rows.back().label = layer.name;
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
