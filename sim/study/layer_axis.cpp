// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/layer_axis.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "configs/reader/error.h"
#include "configs/reader/key_path.h"
#include "configs/reader/suggest.h"
#include "sim/run/hardware_choice.h"

namespace ohmic::sim {
namespace {

constexpr const char* kNone = "none";  ///< in the column, where no layer is changed

/// Module paths, and whole names of layers whose path another layer has, or is called.
std::vector<std::string> labelsOf(const std::vector<std::string>& names) {
  std::vector<std::string> paths, labels;
  for (const auto& name : names) {
    paths.push_back(shortName(name));
  }
  for (std::size_t n = 0; n < names.size(); ++n) {
    const bool isOwn = std::count(paths.begin(), paths.end(), paths[n]) == 1 &&
                       (paths[n] == names[n] || std::count(names.begin(), names.end(), paths[n]) == 0);
    labels.push_back(isOwn ? paths[n] : names[n]);
  }
  return labels;
}

/// The entry of one layer in the path of an override: its label where that matches no other layer, else its
/// whole name, character by character.
std::string entryOf(const std::string& label, const std::string& name,
                    const std::vector<std::string>& names) {
  const bool isAlone = std::count_if(names.begin(), names.end(), [&label](const std::string& other) {
                         return matchesLayer(label, other);
                       }) == 1;
  return configs::joinPath("layers", isAlone && matchesLayer(label, name) ? label : exactPattern(name));
}

}  // namespace

std::vector<LayerEntry> chosenLayers(const std::vector<std::string>& patterns,
                                     const std::vector<std::string>& names, const std::string& place,
                                     const std::string& key) {
  const auto labels = labelsOf(names);
  for (const auto& pattern : patterns) {
    if (std::none_of(names.begin(), names.end(),
                     [&pattern](const std::string& name) { return matchesLayer(pattern, name); })) {
      throw configs::InputError({place, key, fmt::format("'{}' matches no layer of the network", pattern),
                                 fmt::format("each, or patterns of: {}", fmt::join(labels, ", ")),
                                 configs::didYouMean(pattern, labels)});
    }
  }
  std::vector<LayerEntry> chosen;
  for (std::size_t n = 0; n < names.size(); ++n) {
    const bool isChosen =
        patterns.empty() || std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
          return matchesLayer(pattern, names[n]);
        });
    if (isChosen) {
      chosen.push_back({labels[n], entryOf(labels[n], names[n], names)});
    }
  }
  return chosen;
}

std::vector<AxisPoint> layerPoints(const StudyAxis& axis, const std::vector<std::string>& names) {
  const LayerAxis& layers = *axis.layers;
  std::vector<AxisPoint> points;
  if (layers.startsWithNone) {
    points.push_back({{}, {{axis.name, kNone}}});
  }
  for (const auto& layer :
       chosenLayers(layers.patterns, names, axis.place, fmt::format("study.axes.{}.layers", axis.name))) {
    AxisPoint point;
    for (const auto& [key, value] : layers.set) {
      point.set.emplace_back(layer.entry + (key.empty() ? "" : "." + key), value);
    }
    point.columns.emplace_back(axis.name, layer.label);
    points.push_back(std::move(point));
  }
  return points;
}

}  // namespace ohmic::sim
