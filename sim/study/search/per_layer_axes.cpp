// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/per_layer_axes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "configs/files/limits.h"
#include "configs/reader/error.h"
#include "sim/study/layer_axis.h"

namespace ohmic::sim {
namespace {

constexpr const char* kDigital = "digital";

/// The values of each key at one place of the product, the last key fastest.
std::vector<std::vector<std::string>> combinationsOf(const PerLayer& perLayer) {
  std::size_t count = perLayer.keys.empty() ? 0 : 1;
  for (const auto& [key, values] : perLayer.keys) {
    if (values.size() > configs::kMostPoints / count) {
      throw configs::InputError(
          {perLayer.place, "study.search.per_layer",
           fmt::format("found more than {} combinations for one layer", configs::kMostPoints),
           fmt::format("at most {} points in all", configs::kMostPoints), "write fewer values"});
    }
    count *= values.size();
  }
  std::vector<std::vector<std::string>> combinations(count);
  for (std::size_t number = 0; number < count; ++number) {
    std::size_t rest = number;
    auto& combination = combinations[number];
    combination.resize(perLayer.keys.size());
    for (std::size_t k = perLayer.keys.size(); k-- > 0;) {
      const auto& values = perLayer.keys[k].second;
      combination[k] = values[rest % values.size()];
      rest /= values.size();
    }
  }
  return combinations;
}

}  // namespace

std::vector<StudyAxis> perLayerAxes(const PerLayer& perLayer, const std::vector<std::string>& names) {
  const auto combinations = combinationsOf(perLayer);
  std::vector<StudyAxis> axes;
  for (const auto& layer :
       chosenLayers(perLayer.patterns, names, perLayer.place, "study.search.per_layer.layers")) {
    StudyAxis axis;
    axis.name = "layers." + layer.label;
    axis.place = perLayer.place;
    for (const auto& combination : combinations) {
      AxisPoint point;
      std::vector<std::string> words;
      for (std::size_t k = 0; k < combination.size(); ++k) {
        const auto& key = perLayer.keys[k].first;
        point.set.emplace_back(layer.entry + "." + key, combination[k]);
        words.push_back(combination.size() == 1 ? combination[k] : key + " " + combination[k]);
      }
      point.columns.emplace_back(axis.name, fmt::format("{}", fmt::join(words, ", ")));
      if (perLayer.hasArrays) {
        axis.points.push_back(std::move(point));
      }
    }
    if (combinations.empty() && perLayer.hasArrays) {
      axis.points.push_back({{}, {{axis.name, "arrays"}}});
    }
    if (perLayer.hasDigital) {
      axis.points.push_back({{{layer.entry, kDigital}}, {{axis.name, kDigital}}});
    }
    axes.push_back(std::move(axis));
  }
  return axes;
}

}  // namespace ohmic::sim
