// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/layer_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace ohmic::sim::report {
namespace {

using Path = std::vector<std::string>;

/// The parts between slashes; a leading slash opens none.
Path partsOf(const std::string& name) {
  Path parts(1);
  for (const char c : name) {
    if (c != '/') {
      parts.back() += c;
    } else if (!parts.back().empty()) {
      parts.emplace_back();
    }
  }
  return parts;
}

/// Drop "Conv_output_0" at the end of a longer path.
void dropOutput(Path& path) {
  if (path.size() > 1 && path.back().find("_output_") != std::string::npos) {
    path.pop_back();
  }
}

/// Leading parts that all paths of more than one part share, each keeping its last.
std::size_t sharedParts(const std::vector<Path>& paths) {
  const Path* first = nullptr;
  std::size_t shared = 0;
  for (const auto& path : paths) {
    if (path.size() < 2) {
      continue;
    }
    if (first == nullptr) {
      first = &path;
      shared = path.size() - 1;
    }
    shared = std::min(shared, path.size() - 1);
    const auto end = path.begin() + static_cast<std::ptrdiff_t>(shared);
    shared = static_cast<std::size_t>(std::mismatch(path.begin(), end, first->begin()).first - path.begin());
  }
  return shared;
}

std::string joined(const Path& path, std::size_t from) {
  std::string name = path[from];
  for (std::size_t i = from + 1; i < path.size(); ++i) {
    name += "/" + path[i];
  }
  return name;
}

}  // namespace

std::vector<std::string> shortNames(const RunRecord& record) {
  std::vector<std::string> full, names;
  std::vector<Path> paths;
  for (const auto& layer : record.layers) {
    full.push_back(layer.name);
    paths.push_back(partsOf(layer.name));
    dropOutput(paths.back());
  }
  const std::size_t shared = sharedParts(paths);
  for (const auto& path : paths) {
    names.push_back(joined(path, path.size() > shared ? shared : 0));
  }
  const std::set<std::string> distinct(names.begin(), names.end());
  return distinct.size() == std::set<std::string>(full.begin(), full.end()).size() ? names : full;
}

BarChart layerChart(const RunRecord& record, const std::function<BarRow(const LayerRecord&)>& row) {
  BarChart chart;
  chart.rowHeight =
      std::clamp(440.0 / static_cast<double>(std::max<std::size_t>(record.layers.size(), 1)), 11.0, 26.0);
  const auto names = shortNames(record);
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
