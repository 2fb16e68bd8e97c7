// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/levels.h"

#include <algorithm>
#include <cmath>

namespace ohmic::mapping {

Levels quantiseWeights(const models::Tensor& weight, const LevelFormat& format, ScaleScope scope) {
  const auto& w = weight.values;
  const std::size_t scopes = scope == ScaleScope::column ? static_cast<std::size_t>(weight.shape.at(0)) : 1;
  const std::size_t stride = scopes == 0 ? 0 : w.size() / scopes;
  Levels levels{std::vector<float>(w.size()), std::vector<double>(scopes, 1.0)};
  for (std::size_t s = 0; s < scopes; ++s) {
    float greatest = 0.0F;
    for (std::size_t i = s * stride; i < (s + 1) * stride; ++i) {
      greatest = std::max(greatest, std::abs(w[i]));
    }
    if (greatest > 0.0F) {
      levels.scale[s] = static_cast<double>(greatest) / format.greatestLevel();
    }
    for (std::size_t i = s * stride; i < (s + 1) * stride; ++i) {
      const double level = static_cast<double>(w[i]) / levels.scale[s];
      levels.level[i] = static_cast<float>(format.analog ? level : std::nearbyint(level));
    }
  }
  return levels;
}

}  // namespace ohmic::mapping
