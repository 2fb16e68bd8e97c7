// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/front_layers.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace ohmic::sim {

std::vector<std::vector<std::size_t>> frontLayers(const std::vector<std::vector<double>>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[b] < values[a]; });
  std::vector<std::vector<std::size_t>> layers;
  for (const std::size_t point : order) {
    const auto isBehind = [&](const std::vector<std::size_t>& layer, std::size_t) {
      return std::any_of(layer.rbegin(), layer.rend(), [&](std::size_t other) {
        return std::equal(values[point].begin(), values[point].end(), values[other].begin(),
                          std::less_equal<>());
      });
    };
    const auto layer = std::lower_bound(layers.begin(), layers.end(), point, isBehind);
    if (layer == layers.end()) {
      layers.push_back({point});
    } else {
      layer->push_back(point);
    }
  }
  return layers;
}

}  // namespace ohmic::sim
