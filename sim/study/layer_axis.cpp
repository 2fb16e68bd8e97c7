// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/layer_axis.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "configs/reader/error.h"
#include "configs/reader/suggest.h"
#include "sim/run/hardware_choice.h"

namespace ohmic::sim {
namespace {

constexpr const char* kNone = "none";  ///< in the column, where no layer is changed

/// Module paths, and whole names of layers that share one.
std::vector<std::string> labelsOf(const std::vector<std::string>& names) {
  std::vector<std::string> paths, labels;
  for (const auto& name : names) {
    paths.push_back(shortName(name));
  }
  for (std::size_t n = 0; n < names.size(); ++n) {
    const bool isOwn = std::count(paths.begin(), paths.end(), paths[n]) == 1;
    labels.push_back(isOwn ? paths[n] : names[n]);
  }
  return labels;
}

void checkPatterns(const StudyAxis& axis, const std::vector<std::string>& names) {
  for (const auto& pattern : axis.layers->patterns) {
    if (std::none_of(names.begin(), names.end(),
                     [&pattern](const std::string& name) { return matchesLayer(pattern, name); })) {
      const auto labels = labelsOf(names);
      throw configs::InputError({axis.place, fmt::format("study.axes.{}.layers", axis.name),
                                 fmt::format("'{}' matches no layer of the network", pattern),
                                 fmt::format("each, or patterns of: {}", fmt::join(labels, ", ")),
                                 configs::didYouMean(pattern, labels)});
    }
  }
}

/// The entry of one layer in the path of an override. A quotation mark cannot be written there; `?` matches
/// it.
std::string entryOf(std::string label) {
  std::replace(label.begin(), label.end(), '"', '?');
  return fmt::format("layers.\"{}\"", label);
}

}  // namespace

std::vector<AxisPoint> layerPoints(const StudyAxis& axis, const std::vector<std::string>& names) {
  checkPatterns(axis, names);
  const LayerAxis& layers = *axis.layers;
  const auto labels = labelsOf(names);
  std::vector<AxisPoint> points;
  if (layers.startsWithNone) {
    points.push_back({{}, {{axis.name, kNone}}});
  }
  for (std::size_t n = 0; n < names.size(); ++n) {
    const bool isChosen =
        layers.patterns.empty() ||
        std::any_of(layers.patterns.begin(), layers.patterns.end(),
                    [&](const std::string& pattern) { return matchesLayer(pattern, names[n]); });
    if (!isChosen) {
      continue;
    }
    AxisPoint point;
    for (const auto& [key, value] : layers.set) {
      point.set.emplace_back(entryOf(labels[n]) + (key.empty() ? "" : "." + key), value);
    }
    point.columns.emplace_back(axis.name, labels[n]);
    points.push_back(std::move(point));
  }
  return points;
}

}  // namespace ohmic::sim
