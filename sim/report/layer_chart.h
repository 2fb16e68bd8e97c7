// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/record/run_record.h"
#include "sim/report/bar_chart.h"

namespace ohmic::sim::report {

/// Names short enough for a plot, one for each layer: configs::layerLabels().
[[nodiscard]] std::vector<std::string> layerNames(const RunRecord& record);

/// Bars with one row for each mapped layer, rows at the same height in every such chart of a record.
/// @param row  bars, note and whisker of a layer; its label is set here.
[[nodiscard]] BarChart layerChart(const RunRecord& record,
                                  const std::function<BarRow(const LayerRecord&)>& row);

/// The greatest of a figure over the layers; 0 if none is finite and positive.
[[nodiscard]] double largestOf(const RunRecord& record,
                               const std::function<double(const LayerRecord&)>& figure);

/// Saturated codes as a share of all conversions; not a number without a conversion.
[[nodiscard]] double saturatedShare(const LayerRecord& layer);

}  // namespace ohmic::sim::report
