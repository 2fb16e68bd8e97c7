// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/noisy_network.h"

#include <map>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

using devices::WeightNoise;
using models::Parameter;

bool isTarget(Parameter::Kind kind, WeightNoise::Target target) {
  switch (target) {
    case WeightNoise::Target::kernels:
      return kind == Parameter::Kind::kernel;
    case WeightNoise::Target::kernelsAndBiases:
      return kind != Parameter::Kind::other;
    case WeightNoise::Target::all:
      return true;
  }
  return false;
}

const char* nameOf(Parameter::Kind kind) {
  return kind == Parameter::Kind::kernel ? "kernel" : kind == Parameter::Kind::bias ? "bias" : "other";
}

/// Tensors with one name share a statistic.
std::string groupOf(const Parameter& parameter, WeightNoise::Scope scope, std::size_t number) {
  switch (scope) {
    case WeightNoise::Scope::tensor:
      return std::to_string(number);
    case WeightNoise::Scope::layer:
      return parameter.node;
    case WeightNoise::Scope::network:
      return {};
  }
  return {};
}

/// The network's file, which must be one that runs.
const std::filesystem::path& checked(const models::NetworkChoice& network) {
  static_cast<void>(models::importOnnx(network.model, network.options));
  return network.model;
}

}  // namespace

NoisyNetwork::NoisyNetwork(const models::NetworkChoice& network, const WeightNoise& noise)
    : network_(network), file_(checked(network)) {
  network_.options.takesNegativeVariance = noise.target == WeightNoise::Target::all;
  const auto& parameters = file_.parameters();
  std::map<std::string, std::vector<const std::vector<float>*>> groups;
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    if (isTarget(parameters[p].kind, noise.target)) {
      noisy_.push_back(p);
      groups[groupOf(parameters[p], noise.scope, p)].push_back(&parameters[p].values);
    }
  }
  if (noisy_.empty()) {
    throw configs::InputError({"", "hardware.weight_noise.on", "the network has no such weights",
                               "a network with Conv, Gemm or MatMul layers", "choose another network.model"});
  }
  std::map<std::string, double> sigmas;
  for (const auto& [name, tensors] : groups) {
    sigmas[name] = noise.eta * devices::weightStatistics(tensors).of(noise.relative);
  }
  for (const std::size_t p : noisy_) {
    const auto& parameter = parameters[p];
    const auto own = devices::weightStatistics({&parameter.values});
    records_.push_back({parameter.name, parameter.node, nameOf(parameter.kind), own.count, own.std, own.rms,
                        own.max, sigmas[groupOf(parameter, noise.scope, p)]});
  }
}

std::vector<std::vector<float>> NoisyNetwork::draw(std::uint64_t seed, std::uint32_t chip) const {
  const auto& parameters = file_.parameters();
  std::vector<std::vector<float>> values;
  for (const auto& parameter : parameters) {
    values.push_back(parameter.values);
  }
  for (std::size_t n = 0; n < noisy_.size(); ++n) {
    const auto& parameter = parameters[noisy_[n]];
    values[noisy_[n]] =
        devices::addNoise(parameter.values, records_[n].sigma,
                          devices::weightNoiseStream(seed, chip, parameter.node, parameter.operand));
  }
  return values;
}

std::string NoisyNetwork::onnx(std::uint64_t seed, std::uint32_t chip) const {
  return file_.bytes(draw(seed, chip));
}

models::Graph NoisyNetwork::graph(std::uint64_t seed, std::uint32_t chip) const {
  return models::importOnnx(onnx(seed, chip), network_.model, network_.options);
}

}  // namespace ohmic::sim
