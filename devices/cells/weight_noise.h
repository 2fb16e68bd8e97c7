// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "devices/random/stream.h"

namespace ohmic::devices {

/// Plain Gaussian noise on trained weights: no cells, no circuit, no time.
///
///     w' = w + sigma z,   sigma = eta * s          z ~ N(0, 1), one draw per weight and chip
///
/// s is a statistic of the weights that get the noise, over one tensor, one layer or the whole network:
///
///     std  sqrt(mean((w - mean(w))^2))     rms  sqrt(mean(w^2))     max  max |w|
///
/// A signal-to-noise ratio in dB is eta = 10^(-dB / 20); relative to the rms over the network it is the
/// E_s / N_0 of Shao, Liew, Gunduz, "Denoising Noisy Neural Networks" (IEEE TSP 71, 2023) and of their code.
///
/// Source  Fagbohungbe, Qian, "Benchmarking Inference Performance of Deep Learning Models on Analog Devices"
///         (IJCNN 2021), abstract: additive white Gaussian noise on the weights of trained models.
/// Omits   the range of a device: noisy weights are not clipped.
struct WeightNoise {
  enum class Relative { std, rms, max };
  enum class Scope { tensor, layer, network };
  enum class Target { kernels, kernelsAndBiases, all };

  double eta = 0.0;  ///< >= 0
  Relative relative = Relative::std;
  Scope scope = Scope::layer;
  Target target = Target::kernels;
};

/// Statistics of weights, in one pass each, in double.
struct WeightStatistics {
  std::int64_t count = 0;
  double std = 0.0, rms = 0.0, max = 0.0;

  [[nodiscard]] double of(WeightNoise::Relative relative) const noexcept;
};

/// @param tensors  taken together, in this order; none of them null.
[[nodiscard]] WeightStatistics weightStatistics(const std::vector<const std::vector<float>*>& tensors);

/// The weights of one tensor with their noise; weight i takes draw i, in row-major order.
///
/// @param random  of the tensor: weightNoiseStream().
[[nodiscard]] std::vector<float> addNoise(const std::vector<float>& weights, double sigma,
                                          const RandomStream& random);

/// One stream for each tensor: by the node that reads it and the place it has there, so that other tensors,
/// layers and their order change no draw.
[[nodiscard]] RandomStream weightNoiseStream(std::uint64_t seed, std::uint32_t chip, std::string_view node,
                                             std::uint32_t operand);

}  // namespace ohmic::devices
