// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "devices/cells/weight_noise.h"
#include "models/onnx/parameters.h"
#include "models/read_network.h"
#include "sim/record/run_record.h"

namespace ohmic::sim {

/// A trained network whose weights take plain Gaussian noise. The noise is drawn on the tensors as the file
/// has them, and BatchNormalization is folded afterwards, where it is folded; with Target::folded it is drawn
/// on the kernels and biases of the folded network.
class NoisyNetwork {
 public:
  /// All weights of a network, by parameter.
  using Values = std::vector<std::vector<float>>;

  /// One pair of the mmse estimator, and what it does to each tensor with noise.
  struct Estimator {
    double lambda = 1.0, beta = 0.0;
    std::vector<devices::WeightEstimate> estimates;  ///< as tensors()
  };

  /// @throws configs::InputError as importOnnx() and models::ParameterFile, if the network has no weights
  /// that the noise is for, and if no pair of the estimator has an estimate for every tensor.
  NoisyNetwork(const models::NetworkChoice& network, const devices::WeightNoise& noise);

  /// The tensors that get the noise, in the order of the network's nodes.
  [[nodiscard]] const std::vector<NoisyTensorRecord>& tensors() const noexcept { return records_; }

  /// The mmse estimator's pairs, lambda by lambda; empty: the noisy weights are used as they are.
  [[nodiscard]] const std::vector<Estimator>& estimators() const noexcept { return estimators_; }

  /// Every parameter, those of one draw; what gets no noise is as it was.
  [[nodiscard]] Values draw(std::uint64_t seed, std::uint32_t chip) const;
  /// The same weights as an estimator takes them.
  /// @pre estimator is of estimators()
  [[nodiscard]] Values estimate(Values drawn, const Estimator& estimator) const;

  [[nodiscard]] const std::vector<models::Parameter>& parameters() const noexcept {
    return file_ ? file_->parameters() : folded_;
  }

  /// The network's ONNX file with other weights. @throws configs::InputError with Target::folded: the file
  /// has no such tensors.
  [[nodiscard]] std::string onnx(const Values& values) const;

  /// The network with other weights, ready to run.
  [[nodiscard]] models::Graph graph(const Values& values) const;

 private:
  void chooseNoisy(const devices::WeightNoise& noise);
  void makeEstimators(const devices::WeightNoise::Compensators& pairs, const std::vector<double>& spreads);

  models::NetworkChoice network_;
  devices::WeightNoise::NegativeVariance negativeVariance_;
  std::unique_ptr<models::ParameterFile> file_;  ///< none with Target::folded
  models::Graph graph_;                          ///< with Target::folded
  std::vector<models::Parameter> folded_;        ///< of graph_
  std::vector<std::size_t> noisy_;               ///< of the parameters, as records_
  std::vector<NoisyTensorRecord> records_;
  std::vector<Estimator> estimators_;
};

}  // namespace ohmic::sim
