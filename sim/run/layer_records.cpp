// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/layer_records.h"

#include <algorithm>
#include <cmath>

#include "models/reference/evaluate.h"

namespace ohmic::sim {
namespace {

/// Squared differences and squares of every layer's outputs, added up over images.
struct ErrorSums {
  std::vector<double> errors, squares;

  explicit ErrorSums(std::size_t layers) : errors(layers, 0.0), squares(layers, 0.0) {}

  void add(std::size_t layer, const float* found, const float* expected, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
      const double digital = expected[i];
      if (!std::isfinite(digital) || !std::isfinite(found[i])) {
        continue;  // counted by the logits (RunRecord::digitalNotFinite)
      }
      errors[layer] += (found[i] - digital) * (found[i] - digital);
      squares[layer] += digital * digital;
    }
  }
};

/// Where each layer's outputs begin among those of all, and where the last ones end.
std::vector<std::int64_t> beginningsOf(const Deployment& deployment) {
  const auto& graph = deployment.graph;
  std::vector<std::int64_t> begin = {0};
  for (const auto& layer : deployment.plan.layers) {
    const auto& node = graph.nodes[static_cast<std::size_t>(layer.node)];
    begin.push_back(begin.back() + models::elementCount(graph.values[node.output].shape));
  }
  return begin;
}

}  // namespace

std::vector<LayerRecord> describeLayers(const Deployment& deployment, const ProgrammedChip& chip) {
  const auto& plan = deployment.plan;
  std::vector<LayerRecord> records;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const auto& layer = plan.layers[l];
    const auto& node = deployment.graph.nodes[layer.node];
    LayerRecord record;
    record.name = layer.name;
    record.type = node.type;
    record.rows = layer.rows();
    record.columns = layer.columns;
    record.positions = layer.patch.positions();
    record.multiplyAdds = models::multiplyAdds(deployment.graph, node);
    record.arrays = layer.crossbars();
    record.utilisation = layer.utilisation();
    for (const auto& array : chip.layers[l].arrays) {
      record.saturatedCells += array.saturatedCells;
      if (array.writes) {
        record.writes = record.writes.value_or(WriteRecord{});
        record.writes->cells += array.writes->cells;
        record.writes->pulses += array.writes->pulses;
        record.writes->givenUp += array.writes->givenUp;
      }
    }
    records.push_back(std::move(record));
  }
  return records;
}

std::int64_t layerFloats(const Deployment& deployment) { return beginningsOf(deployment).back(); }

DigitalLayers::DigitalLayers(const Deployment& deployment)
    : deployment_(deployment), network_(deployment.graph), begin_(beginningsOf(deployment)) {}

void DigitalLayers::run(const float* pixels, float* outputs) const {
  const auto& graph = deployment_.graph;
  std::vector<float> logits(static_cast<std::size_t>(network_.outputSize()));
  network_.run(pixels, 1, logits.data(), [&](std::size_t node, const float* input, std::int64_t) {
    if (const auto layer = deployment_.layerOf(node)) {
      models::evaluate(graph, graph.nodes[node], {input}, outputs + begin_[*layer]);
    }
  });
}

std::vector<double> layerErrors(const Deployment& deployment, Engine& engine, const ProgrammedChip& chip,
                                const ChipMoment& moment, const models::Samples& samples, std::int64_t images,
                                const DigitalReference& digital) {
  ErrorSums sums(deployment.plan.layers.size());
  const std::vector<std::int64_t> begin = beginningsOf(deployment);
  std::vector<float> expected(static_cast<std::size_t>(begin.back()));
  std::vector<float> pixels(static_cast<std::size_t>(engine.pixels()));
  std::vector<float> logits(static_cast<std::size_t>(engine.classes()));
  for (std::int64_t image = 0; image < std::min(images, samples.count()); ++image) {
    samples.image(image, pixels.data());
    digital(image, pixels.data(), expected.data());
    engine.trace(chip, moment, static_cast<std::uint32_t>(image), pixels.data(), logits.data(),
                 [&](std::size_t layer, const float* output, std::int64_t size) {
                   sums.add(layer, output, expected.data() + begin[layer], size);
                 });
  }
  std::vector<double> relative;
  for (std::size_t l = 0; l < sums.errors.size(); ++l) {
    relative.push_back(sums.squares[l] > 0.0 ? std::sqrt(sums.errors[l] / sums.squares[l]) : 0.0);
  }
  return relative;
}

}  // namespace ohmic::sim
