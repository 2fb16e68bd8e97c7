// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/recalibrate.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "configs/reader/error.h"
#include "models/reference/evaluate.h"
#include "sim/array/layer_read.h"
#include "sim/array/parallel.h"

namespace ohmic::sim {
namespace {

/// Draws of conversions are counted by the image; training images have numbers of their own.
constexpr std::uint32_t kFirstTrainingImage = 0x80000000U;

/// The node that reads a value last; the number of nodes for the network's output.
std::vector<std::size_t> lastReaders(const models::Graph& graph) {
  std::vector<std::size_t> last(graph.values.size(), 0);
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    last[graph.nodes[n].output] = n;
    for (const auto value : graph.nodes[n].inputs) {
      last[value] = n;
    }
  }
  last[graph.output] = graph.nodes.size();
  return last;
}

std::size_t sizeOf(const models::Graph& graph, std::size_t value) {
  return static_cast<std::size_t>(models::elementCount(graph.values[value].shape));
}

}  // namespace

/// The network on all images at once, node by node.
/// @param read  (thread, node, image, input, output): computes an array node for one image.
/// @param hear  (layer, outputs of all images): may change them; after a layer has been read.
template <class Read, class Hear>
void NormRecalibrator::runLayers(const Read& read, const Hear& hear) const {
  const auto& graph = deployment_.graph;
  const auto images = static_cast<std::size_t>(samples_.count());
  const auto last = lastReaders(graph);
  std::vector<std::vector<float>> values(graph.values.size());
  const std::size_t pixels = sizeOf(graph, graph.input);
  values[graph.input].resize(images * pixels);
  forEachIndex(images, threads_, [&](std::size_t i, int) {
    samples_.image(static_cast<std::int64_t>(i), values[graph.input].data() + i * pixels);
  });
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    const auto& node = graph.nodes[n];
    const std::size_t size = sizeOf(graph, node.output);
    auto& outputs = values[node.output];
    outputs.resize(images * size);
    const auto layer = deployment_.layerOf(n);
    forEachIndex(images, threads_, [&](std::size_t i, int thread) {
      std::vector<const float*> inputs;
      for (const auto value : node.inputs) {
        inputs.push_back(values[value].data() + i * sizeOf(graph, value));
      }
      if (layer) {
        read(thread, *layer, i, inputs[0], outputs.data() + i * size);
      } else {
        models::evaluate(graph, node, inputs, outputs.data() + i * size);
      }
    });
    if (layer) {
      hear(*layer, outputs);
    }
    for (const auto value : node.inputs) {
      if (last[value] == n) {
        std::vector<float>().swap(values[value]);
      }
    }
  }
}

NormRecalibrator::Statistics NormRecalibrator::measure(std::size_t layer,
                                                       const std::vector<float>& outputs) const {
  const auto& plan = deployment_.plan.layers[layer];
  const auto columns = static_cast<std::size_t>(plan.columns);
  const auto positions = static_cast<std::size_t>(plan.patch.positions());
  const std::size_t images = outputs.size() / (columns * positions);
  Statistics found{std::vector<double>(columns), std::vector<double>(columns)};
  forEachIndex(columns, threads_, [&](std::size_t c, int) {
    const auto at = [&](std::size_t image, std::size_t p) {
      return static_cast<double>(outputs[image * columns * positions +
                                         (plan.patch.channelsLast ? p * columns + c : c * positions + p)]);
    };
    const double count = static_cast<double>(images * positions);
    double sum = 0.0, squares = 0.0;
    for (std::size_t i = 0; i < images * positions; ++i) {
      sum += at(i / positions, i % positions);
    }
    for (std::size_t i = 0; i < images * positions; ++i) {
      const double away = at(i / positions, i % positions) - sum / count;
      squares += away * away;
    }
    found.mean[c] = sum / count;
    found.deviation[c] = std::sqrt(squares / count);
  });
  return found;
}

namespace {

/// Of each layer, whether it asks for AdaBS and has a BatchNormalization.
std::vector<bool> layersWithNorm(const models::Graph& graph, const mapping::Plan& plan,
                                 const std::vector<LayerHardware>& hardware) {
  std::vector<bool> has;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    has.push_back(hardware[l].compensation == Compensation::adaBs &&
                  models::hasNorm(graph, static_cast<std::size_t>(plan.layers[l].node)));
  }
  return has;
}

}  // namespace

bool NormRecalibrator::isWanted(const std::vector<LayerHardware>& hardware) {
  return std::any_of(hardware.begin(), hardware.end(),
                     [](const auto& layer) { return layer.compensation == Compensation::adaBs; });
}

void NormRecalibrator::requireNorm(const models::Graph& graph, const mapping::Plan& plan,
                                   const std::vector<LayerHardware>& hardware) {
  const auto recalibrates = layersWithNorm(graph, plan, hardware);
  if (isWanted(hardware) &&
      std::none_of(recalibrates.begin(), recalibrates.end(), [](bool is) { return is; })) {
    throw configs::InputError({"", "hardware.drift_compensation",
                               "adabs, and no layer on arrays has a BatchNormalization",
                               "a network with BatchNormalization", "use per_layer or per_column"});
  }
}

NormRecalibrator::NormRecalibrator(const Deployment& deployment, const models::Samples& samples, int threads)
    : deployment_(deployment),
      samples_(samples),
      threads_(threads),
      recalibrates_(layersWithNorm(deployment.graph, deployment.plan, deployment.hardware)) {
  requireNorm(deployment.graph, deployment.plan, deployment.hardware);
  reference_.resize(recalibrates_.size());
  const auto& graph = deployment.graph;
  runLayers(
      [&](int, std::size_t layer, std::size_t, const float* input, float* output) {
        models::evaluate(graph, graph.nodes[deployment_.plan.layers[layer].node], {input}, output);
      },
      [&](std::size_t layer, const std::vector<float>& outputs) {
        if (recalibrates_[layer]) {
          reference_[layer] = measure(layer, outputs);
        }
      });
}

void NormRecalibrator::apply(const ChipMoment& moment, ProgrammedChip& chip) const {
  const auto& plan = deployment_.plan;
  for (auto& layer : chip.layers) {
    layer.norms.clear();
  }
  std::vector<std::vector<std::unique_ptr<LayerReader>>> readers(static_cast<std::size_t>(threads_));
  std::vector<std::vector<LayerCounts>> counts(readers.size());  // of the training images: not reported
  for (std::size_t t = 0; t < readers.size(); ++t) {
    for (std::size_t l = 0; l < plan.layers.size(); ++l) {
      readers[t].push_back(std::make_unique<LayerReader>(plan.layers[l], deployment_.arithmetic[l]));
      counts[t].emplace_back(plan.layers[l].rows(), plan.layers[l].arrays.size());
    }
  }
  runLayers(
      [&](int thread, std::size_t layer, std::size_t image, const float* input, float* output) {
        const auto t = static_cast<std::size_t>(thread);
        readers[t][layer]->run(chip.layers[layer], moment,
                               kFirstTrainingImage + static_cast<std::uint32_t>(image), input, output,
                               counts[t][layer]);
      },
      [&](std::size_t layer, std::vector<float>& outputs) {
        if (!recalibrates_[layer]) {
          return;
        }
        const Statistics own = measure(layer, outputs);
        const Statistics& wanted = reference_[layer];
        auto& programmed = chip.layers[layer];
        for (std::size_t c = 0; c < own.mean.size(); ++c) {
          const double scale = own.deviation[c] > 0.0 ? wanted.deviation[c] / own.deviation[c] : 1.0;
          programmed.norms.push_back({scale, wanted.mean[c] - own.mean[c] * scale});
        }
        const auto positions = static_cast<std::size_t>(plan.layers[layer].patch.positions());
        const std::size_t size = own.mean.size() * positions;
        forEachIndex(outputs.size() / size, threads_, [&](std::size_t image, int) {
          programmed.normalise(plan.layers[layer].patch.channelsLast, positions,
                               outputs.data() + image * size);
        });
      });
}

}  // namespace ohmic::sim
