// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "devices/cells/weight_noise.h"
#include "models/onnx/parameters.h"
#include "models/read_network.h"
#include "sim/record/run_record.h"

namespace ohmic::sim {

/// A trained network whose weights take plain Gaussian noise. The noise is drawn on the tensors as the file
/// has them; BatchNormalization is folded afterwards, where it is folded.
class NoisyNetwork {
 public:
  /// @throws configs::InputError as importOnnx() and models::ParameterFile, and if the file has no weights
  /// that the noise is for.
  NoisyNetwork(const models::NetworkChoice& network, const devices::WeightNoise& noise);

  /// The tensors that get the noise, in the order of the network's nodes.
  [[nodiscard]] const std::vector<NoisyTensorRecord>& tensors() const noexcept { return records_; }

  /// Every parameter of the file, by name, those of one draw; what gets no noise is as it was.
  [[nodiscard]] std::vector<std::vector<float>> draw(std::uint64_t seed, std::uint32_t chip) const;
  [[nodiscard]] const std::vector<models::Parameter>& parameters() const { return file_.parameters(); }

  /// The network's ONNX file with the weights of one draw.
  [[nodiscard]] std::string onnx(std::uint64_t seed, std::uint32_t chip) const;

  /// The network with the weights of one draw, ready to run.
  [[nodiscard]] models::Graph graph(std::uint64_t seed, std::uint32_t chip) const;

 private:
  models::NetworkChoice network_;
  models::ParameterFile file_;
  std::vector<std::size_t> noisy_;  ///< of the parameters, as records_
  std::vector<NoisyTensorRecord> records_;
};

}  // namespace ohmic::sim
