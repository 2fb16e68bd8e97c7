// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/noisy_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

using devices::WeightNoise;
using models::Parameter;
using Kind = Parameter::Kind;
using Target = WeightNoise::Target;

bool isTarget(Kind kind, Target target) {
  const bool isKernel = kind == Kind::kernel;
  switch (target) {
    case Target::kernels:
      return isKernel;
    case Target::kernelsAndBiases:
    case Target::folded:
      return isKernel || kind == Kind::bias;
    case Target::kernelsAndAffine:
      return isKernel || kind == Kind::affine;
    case Target::statistics:
      return kind == Kind::mean || kind == Kind::variance;
    case Target::all:
      return true;
  }
  return false;
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

/// Kernels and biases of a folded network, by node. Draws are counted as those of the file's tensors are,
/// where these have the same layout.
std::vector<Parameter> parametersOf(const models::Graph& graph) {
  std::vector<Parameter> parameters;
  for (const auto& node : graph.nodes) {
    const auto add = [&](const models::Tensor& weight, const std::vector<float>& bias) {
      parameters.push_back(
          {node.name + ".weight", node.name, 1, node.name, Kind::kernel, weight.shape, weight.values});
      if (!bias.empty()) {
        parameters.push_back({node.name + ".bias",
                              node.name,
                              2,
                              node.name,
                              Kind::bias,
                              {static_cast<std::int64_t>(bias.size())},
                              bias});
      }
    };
    if (const auto* conv = std::get_if<models::Conv>(&node.op)) {
      add(conv->weight, conv->bias);
    } else if (const auto* linear = std::get_if<models::Linear>(&node.op)) {
      add(linear->weight, linear->bias);
    }
  }
  return parameters;
}

/// A folded network with other kernels and biases. @param values  as parametersOf().
models::Graph withWeights(models::Graph graph, const NoisyNetwork::Values& values) {
  auto next = values.begin();
  for (auto& node : graph.nodes) {
    const auto put = [&](models::Tensor& weight, std::vector<float>& bias) {
      weight.values = *next++;
      if (!bias.empty()) {
        bias = *next++;
      }
    };
    if (auto* conv = std::get_if<models::Conv>(&node.op)) {
      put(conv->weight, conv->bias);
    } else if (auto* linear = std::get_if<models::Linear>(&node.op)) {
      put(linear->weight, linear->bias);
    }
  }
  return graph;
}

}  // namespace

NoisyNetwork::NoisyNetwork(const models::NetworkChoice& network, const WeightNoise& noise)
    : network_(network), negativeVariance_(noise.negativeVariance) {
  graph_ = models::importOnnx(network.model, network.options);  // it must be one that runs
  if (noise.target == Target::folded) {
    folded_ = parametersOf(graph_);
  } else {
    graph_ = {};
    file_ = std::make_unique<models::ParameterFile>(network.model);
  }
  network_.options.takesNegativeVariance = noise.target == Target::all || noise.target == Target::statistics;
  chooseNoisy(noise);
}

void NoisyNetwork::chooseNoisy(const WeightNoise& noise) {
  std::map<std::string, std::size_t> kernels;  // by the product that they belong to
  for (std::size_t p = 0; p < parameters().size(); ++p) {
    if (isTarget(parameters()[p].kind, noise.target)) {
      noisy_.push_back(p);
      if (parameters()[p].kind == Kind::kernel) {
        kernels.emplace(parameters()[p].product, p);
      }
    }
  }
  if (noisy_.empty()) {
    throw configs::InputError({"", "hardware.weight_noise.on", "the network has no such weights",
                               "a network that has them: Conv, Gemm or MatMul, and BatchNormalization that "
                               "the exporter did not fold",
                               "choose another network.model"});
  }
  // the parameter whose statistic one has: a bias may have its kernel's.
  const auto giver = [&](std::size_t p) {
    const auto kernel = kernels.find(parameters()[p].product);
    const bool isGiven = noise.biasSigma == WeightNoise::BiasSigma::kernel &&
                         parameters()[p].kind == Kind::bias && kernel != kernels.end();
    return isGiven ? kernel->second : p;
  };
  const auto group = [&](std::size_t p) { return groupOf(parameters()[giver(p)], noise.scope, giver(p)); };
  std::map<std::string, std::vector<const std::vector<float>*>> groups;
  for (const std::size_t p : noisy_) {
    if (giver(p) == p) {
      groups[group(p)].push_back(&parameters()[p].values);
    }
  }
  std::map<std::string, devices::WeightStatistics> statistics;
  for (const auto& [name, tensors] : groups) {
    statistics[name] = devices::weightStatistics(tensors);
  }
  std::vector<double> spreads;
  for (const std::size_t p : noisy_) {
    const auto& parameter = parameters()[p];
    const auto own = devices::weightStatistics({&parameter.values});
    const auto& shared = statistics.at(group(p));
    records_.push_back({parameter.name, parameter.node, std::string(models::wordOf(parameter.kind)),
                        own.count, own.std, own.rms, own.max, noise.eta * shared.of(noise.relative)});
    spreads.push_back(shared.std);
  }
  if (noise.mmse) {
    makeEstimators(*noise.mmse, spreads);
  }
}

void NoisyNetwork::makeEstimators(const WeightNoise::Compensators& pairs,
                                  const std::vector<double>& spreads) {
  std::string failed;
  for (const double lambda : pairs.lambda) {
    for (const double beta : pairs.beta) {
      Estimator estimator{lambda, beta, {}};
      for (std::size_t n = 0; n < records_.size(); ++n) {
        const auto estimate = devices::mmseEstimate(records_[n].sigma, spreads[n], lambda, beta);
        if (!estimate) {
          const double ratio = spreads[n] / records_[n].sigma;
          failed = fmt::format("found {:g}; tensor '{}' allows less than {:.4g}", lambda, records_[n].name,
                               1.0 + ratio * ratio);
          break;
        }
        estimator.estimates.push_back(*estimate);
      }
      if (estimator.estimates.size() == records_.size()) {
        estimators_.push_back(std::move(estimator));
      }
    }
  }
  if (estimators_.empty()) {
    throw configs::InputError({"", "hardware.weight_noise.lambda", failed,
                               "less than 1 + (std of the weights / sigma of the noise)^2 in every scope",
                               "lower lambda"});
  }
}

NoisyNetwork::Values NoisyNetwork::draw(std::uint64_t seed, std::uint32_t chip) const {
  Values values;
  for (const auto& parameter : parameters()) {
    values.push_back(parameter.values);
  }
  for (std::size_t n = 0; n < noisy_.size(); ++n) {
    const auto& parameter = parameters()[noisy_[n]];
    auto& noisy = values[noisy_[n]];
    noisy = devices::addNoise(parameter.values, records_[n].sigma,
                              devices::weightNoiseStream(seed, chip, parameter.node, parameter.operand));
    if (parameter.kind == Kind::variance && negativeVariance_ == WeightNoise::NegativeVariance::clamp) {
      std::transform(noisy.begin(), noisy.end(), noisy.begin(), [](float v) { return std::max(v, 0.0F); });
    }
  }
  return values;
}

NoisyNetwork::Values NoisyNetwork::estimate(Values drawn, const Estimator& estimator) const {
  for (std::size_t n = 0; n < noisy_.size(); ++n) {
    drawn[noisy_[n]] = devices::estimateWeights(std::move(drawn[noisy_[n]]), estimator.estimates[n]);
  }
  return drawn;
}

std::string NoisyNetwork::onnx(const Values& values) const {
  if (!file_) {
    throw configs::InputError({"", "--output", "found an ONNX file with weight_noise.on: folded",
                               "NAME.npz: the network's file has no such tensors", "write -o noisy.npz"});
  }
  return file_->bytes(values);
}

models::Graph NoisyNetwork::graph(const Values& values) const {
  return file_ ? models::importOnnx(file_->bytes(values), network_.model, network_.options)
               : withWeights(graph_, values);
}

}  // namespace ohmic::sim
