// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/weight_noise.h"

#include <algorithm>
#include <cmath>

#include "devices/random/normal.h"

namespace ohmic::devices {

double WeightStatistics::of(WeightNoise::Relative relative) const noexcept {
  switch (relative) {
    case WeightNoise::Relative::std:
      return std;
    case WeightNoise::Relative::rms:
      return rms;
    case WeightNoise::Relative::max:
      return max;
  }
  return 0.0;
}

WeightStatistics weightStatistics(const std::vector<const std::vector<float>*>& tensors) {
  WeightStatistics statistics;
  double sum = 0.0, squares = 0.0, deviations = 0.0;
  for (const auto* tensor : tensors) {
    for (const float w : *tensor) {
      const double wide = static_cast<double>(w);
      sum += wide;
      squares += wide * wide;
      statistics.max = std::max(statistics.max, std::abs(wide));
    }
    statistics.count += static_cast<std::int64_t>(tensor->size());
  }
  if (statistics.count == 0) {
    return statistics;
  }
  const auto count = static_cast<double>(statistics.count);
  const double mean = sum / count;
  for (const auto* tensor : tensors) {
    for (const float w : *tensor) {
      const double deviation = static_cast<double>(w) - mean;
      deviations += deviation * deviation;
    }
  }
  statistics.rms = std::sqrt(squares / count);
  statistics.std = std::sqrt(deviations / count);
  return statistics;
}

std::vector<float> addNoise(const std::vector<float>& weights, double sigma, const RandomStream& random) {
  std::vector<float> noisy(weights.size());
  drawNormals(random, {0, 0, static_cast<std::uint32_t>(weights.size()), 0, 0}, noisy.data());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    noisy[i] = static_cast<float>(static_cast<double>(weights[i]) + sigma * static_cast<double>(noisy[i]));
  }
  return noisy;
}

std::optional<WeightEstimate> mmseEstimate(double sigma, double spread, double lambda, double beta) noexcept {
  if (sigma == 0.0) {
    return WeightEstimate{};  // what was read is the weight
  }
  const double noise = sigma * sigma;
  const double denominator = spread * spread + noise * (1.0 - lambda);
  if (!(denominator > 0.0)) {
    return std::nullopt;
  }
  const double gain = spread * spread / denominator;
  return WeightEstimate{gain, gain * noise * beta};
}

std::vector<float> estimateWeights(std::vector<float> read, const WeightEstimate& estimate) {
  for (float& weight : read) {
    weight = static_cast<float>(estimate.gain * static_cast<double>(weight) + estimate.offset);
  }
  return read;
}

RandomStream weightNoiseStream(std::uint64_t seed, std::uint32_t chip, std::string_view node,
                               std::uint32_t operand) {
  return {seed, Purpose::weightNoise, chip, nodeHash(node), operand};
}

}  // namespace ohmic::devices
