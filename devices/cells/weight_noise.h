// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
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
/// An estimator may then shrink or widen what was read, as it knows the noise and the weights as a whole:
///
///     mmse   w^ = (eta_w r + sigma_w^2 beta) / (eta_w + 1 - lambda)      eta_w = sigma_w^2 / sigma^2
///
/// r are the noisy weights w', sigma_w the std of the weights without noise, both over the scope; lambda
/// (population) and beta (bias, in 1 / weight) are the compensators of Shao, Liew, Gunduz. lambda 0, beta 0
/// is Wiener's filter; lambda 1, beta 0 keeps r (their maximum likelihood).
///
/// Source  Fagbohungbe, Qian, "Benchmarking Inference Performance of Deep Learning Models on Analog Devices"
///         (IJCNN 2021), abstract: additive white Gaussian noise on the weights of trained models. Shao,
///         Liew, Gunduz, as above, and their code (lynshao/NoisyNN, f_add_noise_and_decode.py).
/// Omits   the range of a device: noisy weights are not clipped.
struct WeightNoise {
  enum class Relative { std, rms, max };
  enum class Scope { tensor, layer, network };
  enum class Target { kernels, kernelsAndBiases, kernelsAndAffine, statistics, folded, all };
  enum class BiasSigma { own, kernel };
  enum class NegativeVariance { nan, clamp };

  static constexpr std::array<std::string_view, 3> kRelativeWords = {"std", "rms", "max"};
  static constexpr std::array<std::string_view, 3> kScopeWords = {"tensor", "layer", "network"};
  static constexpr std::array<std::string_view, 6> kTargetWords = {
      "kernels", "kernels_and_biases", "kernels_and_affine", "statistics", "folded", "all"};
  static constexpr std::array<std::string_view, 2> kBiasSigmaWords = {"own", "kernel"};
  static constexpr std::array<std::string_view, 2> kNegativeVarianceWords = {"nan", "clamp"};

  double eta = 0.0;  ///< >= 0
  Relative relative = Relative::std;
  Scope scope = Scope::layer;
  Target target = Target::kernels;
  BiasSigma biasSigma = BiasSigma::own;  ///< kernel: a bias has the sigma of the kernel that it belongs to
  NegativeVariance negativeVariance = NegativeVariance::nan;  ///< of a normalisation; clamp: 0 in its place

  /// The mmse estimator; none: the noisy weights are used as they are. With more than one pair, each draw
  /// takes the pair that classifies its calibration images best.
  struct Compensators {
    std::vector<double> lambda, beta;  ///< every lambda with every beta

    /// Whether calibration images decide.
    [[nodiscard]] bool isSearched() const noexcept { return lambda.size() * beta.size() > 1; }
  };
  std::optional<Compensators> mmse;
};

/// What the mmse estimator does to every weight of a scope: w^ = gain * r + offset.
struct WeightEstimate {
  double gain = 1.0, offset = 0.0;
};

/// @param sigma, spread  of the noise, and std of the weights without it, over the scope.
/// @returns none where eta_w + 1 - lambda is not above 0: the estimate has no minimum.
[[nodiscard]] std::optional<WeightEstimate> mmseEstimate(double sigma, double spread, double lambda,
                                                         double beta) noexcept;

/// Weights that were read, as estimated; each rounded to a float once.
[[nodiscard]] std::vector<float> estimateWeights(std::vector<float> read, const WeightEstimate& estimate);

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
