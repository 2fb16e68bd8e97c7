// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/stored_network.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "configs/reader/error.h"
#include "devices/cells/aged_cells.h"
#include "devices/random/normal.h"

namespace ohmic::sim {
namespace {

using mapping::StorageFormat;
using mapping::StoredKernel;

constexpr std::int64_t kParameterBits = 32;

/// The values of a network that are in no kernel: biases, and scale and shift of normalisations.
std::int64_t otherParameters(const models::Graph& graph) {
  std::int64_t count = 0;
  for (const auto& node : graph.nodes) {
    if (const auto* conv = std::get_if<models::Conv>(&node.op)) {
      count += static_cast<std::int64_t>(conv->bias.size());
    } else if (const auto* linear = std::get_if<models::Linear>(&node.op)) {
      count += static_cast<std::int64_t>(linear->bias.size());
    } else if (const auto* affine = std::get_if<models::ChannelAffine>(&node.op)) {
      count += static_cast<std::int64_t>(affine->scale.size() + affine->shift.size());
    }
  }
  return count;
}

models::Tensor& kernelOf(models::Node& node) {
  auto* const conv = std::get_if<models::Conv>(&node.op);
  return conv != nullptr ? conv->weight : std::get<models::Linear>(node.op).weight;
}

/// The cells of one kernel on one chip.
class KernelCells {
 public:
  KernelCells(const StoredKernel& kernel, const devices::Cell& cell, std::size_t weights,
              const devices::CellDraws& draws)
      : kernel_(kernel), cell_(cell), weights_(weights), draws_(draws) {}

  /// Siemens that a weight's cells have, the sum over its copies, by polarity.
  struct Sums {
    std::array<std::vector<double>, 2> byPolarity;
    double all = 0.0;
  };

  [[nodiscard]] Sums read(double readTime) const {
    Sums sums;
    for (int polarity = 0; polarity < kernel_.polarities(); ++polarity) {
      auto& own = sums.byPolarity[static_cast<std::size_t>(polarity)];
      own.resize(weights_, 0.0);
      for (int copy = 0; copy < kernel_.mostCopies(); ++copy) {
        const auto g = conductances(readTime, copy, polarity);
        for (std::size_t w = 0; w < weights_; ++w) {
          const double held = copy < kernel_.copiesOf(w) ? g[w] : 0.0;
          own[w] += held;
          sums.all += held;
        }
      }
    }
    return sums;
  }

 private:
  /// Those of one copy and polarity; of a weight that has no such cell they count for nothing.
  [[nodiscard]] std::vector<double> conductances(double readTime, int copy, int polarity) const {
    const auto& range = cell_.range;
    std::vector<double> target(weights_);
    for (std::size_t w = 0; w < weights_; ++w) {
      target[w] = range.least + kernel_.share(w, polarity) * (range.greatest - range.least);
    }
    const devices::CellBlock cells{0, 0, static_cast<std::uint32_t>(weights_),
                                   static_cast<std::uint32_t>(copy), static_cast<std::uint32_t>(polarity)};
    std::vector<double> g = target;
    devices::ageCells(cell_, cells, draws_, target.data(), readTime, g.data());
    addFresh(cells, g);
    return g;
  }

  /// The fresh noise of one read.
  void addFresh(const devices::CellBlock& cells, std::vector<double>& g) const {
    if (!cell_.readNoise || !cell_.readNoise->isFresh()) {
      return;
    }
    const devices::NormalNumbers z(draws_.of(devices::Purpose::readNoise), cells);
    for (std::size_t w = 0; w < g.size(); ++w) {
      g[w] += cell_.readNoise->freshSigma(g[w]) * static_cast<double>(z.data()[w]);
    }
  }

  const StoredKernel& kernel_;
  const devices::Cell& cell_;
  std::size_t weights_;
  devices::CellDraws draws_;
};

/// A kernel as it is read back.
std::vector<float> readKernel(const StoredKernel& kernel, const KernelCells& cells,
                              const StorageChoice& choice, std::size_t weights, double readTime) {
  const auto now = cells.read(readTime);
  double gain = 1.0;
  if (choice.isCompensated && readTime > 0.0 && now.all > 0.0) {
    gain = cells.read(0.0).all / now.all;
  }
  const auto& range = choice.cell.range;
  std::vector<float> values(weights);
  for (std::size_t w = 0; w < weights; ++w) {
    const auto share = [&](std::size_t polarity) {
      const auto& sums = now.byPolarity[polarity];
      const int copies = kernel.copiesOf(w);
      return sums.empty() || copies == 0
                 ? 0.0
                 : (gain * sums[w] / copies - range.least) / (range.greatest - range.least);
    };
    values[w] = kernel.value(w, share(0), share(1));
  }
  return values;
}

}  // namespace

StoredNetwork::StoredNetwork(const models::NetworkChoice& network, const StorageChoice& choice)
    : choice_(choice), graph_(models::importOnnx(network.model, network.options)) {
  record_.medium = StorageFormat::kMediumWords[static_cast<std::size_t>(choice.format.medium)];
  record_.bits = kParameterBits * otherParameters(graph_);
  for (std::size_t n = 0; n < graph_.nodes.size(); ++n) {
    if (!models::isArrayNode(graph_.nodes[n])) {
      continue;
    }
    const auto& node = graph_.nodes[n];
    nodes_.push_back(n);
    const auto& kernel =
        kernels_.emplace_back(models::weightOf(node).values, choice.format, choice.isCompensated);
    const auto& counts = kernel.counts();
    record_.kernels.push_back({node.name, counts.weights, counts.pruned, counts.outliers, counts.redundant,
                               counts.cells, counts.bits, kernel.range().first, kernel.range().second});
    record_.weights += counts.weights;
    record_.cells += counts.cells;
    record_.bits += counts.bits;
  }
  if (nodes_.empty()) {
    throw configs::InputError({"", "hardware.storage", "the network has no kernels",
                               "a network with Conv, Gemm or MatMul", "choose another network.model"});
  }
  record_.cellsPerWeight = static_cast<double>(record_.cells) / static_cast<double>(record_.weights);
  record_.bitsPerWeight = static_cast<double>(record_.bits) / static_cast<double>(record_.weights);
}

models::Graph StoredNetwork::read(std::uint64_t seed, std::uint32_t chip, double readTime) const {
  models::Graph graph = graph_;
  for (std::size_t k = 0; k < kernels_.size(); ++k) {
    auto& node = graph.nodes[nodes_[k]];
    auto& values = kernelOf(node).values;
    const KernelCells cells(kernels_[k], choice_.cell, values.size(),
                            {seed, chip, devices::nodeHash(node.name), 0});
    values = readKernel(kernels_[k], cells, choice_, values.size(), readTime);
  }
  return graph;
}

}  // namespace ohmic::sim
