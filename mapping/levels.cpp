// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/levels.h"

#include <algorithm>
#include <cmath>

namespace ohmic::mapping {

namespace {

/// Largest magnitude of the weights, clipped.
double greatestMagnitude(const float* begin, const float* end, std::optional<double> clip) {
  double greatest = 0.0, sum = 0.0, squares = 0.0;
  for (const float* w = begin; w != end; ++w) {
    greatest = std::max(greatest, std::abs(static_cast<double>(*w)));
    sum += static_cast<double>(*w);
    squares += static_cast<double>(*w) * static_cast<double>(*w);
  }
  if (!clip || begin == end) {
    return greatest;
  }
  const auto count = static_cast<double>(end - begin);
  const double variance = std::max(squares / count - sum / count * (sum / count), 0.0);
  return variance > 0.0 ? std::min(greatest, *clip * std::sqrt(variance)) : greatest;
}

/// The levels of a quantised model, if the format holds them: a level one beyond the greatest (-128 in 8
/// bits) saturates.
std::optional<Levels> storedLevels(const models::Tensor& weight, const LevelFormat& format) {
  const std::vector<double>& steps = weight.steps;
  const bool isPositive = std::all_of(steps.begin(), steps.end(), [](double step) { return step > 0.0; });
  if (steps.empty() || format.analog || !isPositive) {
    return std::nullopt;
  }
  const double limit = format.greatestLevel();
  Levels levels{std::vector<float>(weight.values.size()), steps};
  for (std::size_t i = 0; i < weight.values.size(); ++i) {
    const std::size_t scope = steps.size() == 1 ? 0 : i / (weight.values.size() / steps.size());
    const double level = std::nearbyint(static_cast<double>(weight.values[i]) / steps[scope]);
    if (level < -limit - 1.0 || level > limit) {
      return std::nullopt;
    }
    levels.level[i] = static_cast<float>(std::max(level, -limit));
  }
  return levels;
}

}  // namespace

Levels quantiseWeights(const models::Tensor& weight, const LevelFormat& format, ScaleScope scope,
                       std::optional<double> clip) {
  if (auto stored = clip ? std::nullopt : storedLevels(weight, format)) {
    return *std::move(stored);
  }
  const auto& w = weight.values;
  const std::size_t scopes = scope == ScaleScope::column ? static_cast<std::size_t>(weight.shape.at(0)) : 1;
  const std::size_t stride = scopes == 0 ? 0 : w.size() / scopes;
  Levels levels{std::vector<float>(w.size()), std::vector<double>(scopes, 1.0)};
  for (std::size_t s = 0; s < scopes; ++s) {
    const double greatest = greatestMagnitude(w.data() + s * stride, w.data() + (s + 1) * stride, clip);
    if (greatest > 0.0) {
      levels.scale[s] = greatest / format.greatestLevel();
    }
    const double limit = format.greatestLevel();
    for (std::size_t i = s * stride; i < (s + 1) * stride; ++i) {
      const double level = static_cast<double>(w[i]) / levels.scale[s];
      levels.level[i] =
          static_cast<float>(std::clamp(format.analog ? level : std::nearbyint(level), -limit, limit));
    }
  }
  return levels;
}

}  // namespace ohmic::mapping
