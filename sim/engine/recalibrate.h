// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/datasets/samples.h"
#include "sim/array/chip_moment.h"
#include "sim/array/programmed_array.h"
#include "sim/engine/deployment.h"

namespace ohmic::sim {

/// AdaBS: the statistics of BatchNormalization measured again on the chip as it is, from training images.
///
/// BatchNormalization is folded into the weights, so its statistics live on as a digital scale and shift of
/// each column's outputs (ProgrammedLayer::norms). Layer by layer, those before it corrected already, the
/// outputs z of all images are read; mean m and standard deviation s of each column over images and
/// positions, and the float network's own m0 and s0 on the same images, give
///
///     z' = (z - m) s0 / s + m0
///
/// which normalises z by its own statistics and gives it the scale and shift that the training images had
/// behind the float BatchNormalization. A BatchNormalization that is not folded reads z' and keeps its
/// numbers.
///
/// Source  Joshi et al., "Accurate deep neural network inference using computational phase-change memory",
/// Nature
///         Communications 11:2473 (2020), "adaptive batch normalization statistics update".
/// Omits   the running mean over batches: all images count the same.
class NormRecalibrator {
 public:
  /// Runs the float network on all samples. Deployment and samples outlive the recalibrator; the activations
  /// of all images are kept in memory at once.
  /// @throws configs::InputError as requireNorm().
  NormRecalibrator(const Deployment& deployment, const models::Samples& samples, int threads);

  /// Whether any layer of a deployment asks for it.
  [[nodiscard]] static bool isWanted(const std::vector<LayerHardware>& hardware);

  /// @param hardware  as plan.layers.
  /// @throws configs::InputError if a layer asks for it, and none that does has a BatchNormalization.
  static void requireNorm(const models::Graph& graph, const mapping::Plan& plan,
                          const std::vector<LayerHardware>& hardware);

  /// Measures a chip and sets its norms; those it had are forgotten.
  void apply(const ChipMoment& moment, ProgrammedChip& chip) const;

 private:
  /// Mean and standard deviation of a layer's columns.
  struct Statistics {
    std::vector<double> mean, deviation;
  };

  template <class Read, class Hear>
  void runLayers(const Read& read, const Hear& hear) const;
  [[nodiscard]] Statistics measure(std::size_t layer, const std::vector<float>& outputs) const;

  const Deployment& deployment_;
  const models::Samples& samples_;
  int threads_;
  std::vector<bool> recalibrates_;     ///< of each layer
  std::vector<Statistics> reference_;  ///< of the float network; empty for other layers
};

}  // namespace ohmic::sim
