// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/engine.h"

#include <algorithm>

#include "models/reference/evaluate.h"
#include "sim/array/parallel.h"
#include "sim/array/stage_clock.h"

namespace ohmic::sim {

/// What a thread needs of its own.
struct Engine::Worker {
  std::vector<float> memory;  ///< all values of one image, laid out by the buffer plan
  std::vector<LayerReader> readers;
  std::vector<LayerCounts> counts;
  std::vector<float> pixels;
};

Engine::Engine(const Deployment& deployment, int threads)
    : deployment_(deployment), buffers_(deployment.graph) {
  const auto& graph = deployment.graph;
  layerOfNode_.assign(graph.nodes.size(), -1);
  for (std::size_t l = 0; l < deployment.plan.layers.size(); ++l) {
    layerOfNode_[deployment.plan.layers[l].node] = static_cast<std::ptrdiff_t>(l);
  }
  findRectified();
  pixels_ = models::elementCount(graph.values[graph.input].shape);
  classes_ = models::elementCount(graph.values[graph.output].shape);
  for (int t = 0; t < threads; ++t) {
    auto worker = std::make_unique<Worker>();
    worker->memory.resize(static_cast<std::size_t>(buffers_.size()));
    worker->pixels.resize(static_cast<std::size_t>(pixels_));
    worker->counts = emptyCounts();
    for (std::size_t l = 0; l < deployment.plan.layers.size(); ++l) {
      worker->readers.emplace_back(deployment.plan.layers[l], deployment.arithmetic[l]);
    }
    workers_.push_back(std::move(worker));
  }
}

Engine::~Engine() = default;

void Engine::findRectified() {
  const auto& graph = deployment_.graph;
  std::vector<int> readers(graph.values.size(), 0);
  for (const auto& node : graph.nodes) {
    for (const auto value : node.inputs) {
      ++readers[value];
    }
  }
  isRectified_.assign(graph.nodes.size(), false);
  for (std::size_t n = 0; n + 1 < graph.nodes.size(); ++n) {
    const auto& next = graph.nodes[n + 1];
    const auto* op = std::get_if<models::Unary>(&next.op);
    isRectified_[n] = layerOfNode_[n] >= 0 && op != nullptr && op->kind == models::Unary::Kind::relu &&
                      next.inputs[0] == graph.nodes[n].output && readers[graph.nodes[n].output] == 1 &&
                      graph.nodes[n].output != graph.output;
  }
}

std::vector<LayerCounts> Engine::emptyCounts() const {
  std::vector<LayerCounts> counts;
  for (const auto& layer : deployment_.plan.layers) {
    counts.emplace_back(layer.rows(), layer.arrays.size());
  }
  return counts;
}

void Engine::run(const ProgrammedChip& chip, const ChipMoment& moment, const models::Samples& samples,
                 std::int64_t first, std::int64_t count, float* logits, std::vector<LayerCounts>& counts) {
  for (auto& worker : workers_) {
    worker->counts = emptyCounts();
  }
  forEachIndex(static_cast<std::size_t>(count), static_cast<int>(workers_.size()),
               [&](std::size_t i, int thread) {
                 Worker& worker = *workers_[thread];
                 const std::int64_t image = first + static_cast<std::int64_t>(i);
                 readImage(samples, image, worker.pixels.data());
                 runImage(worker, chip, moment, static_cast<std::uint32_t>(image), worker.pixels.data(),
                          logits + static_cast<std::int64_t>(i) * classes_, nullptr);
               });
  for (const auto& worker : workers_) {
    for (std::size_t l = 0; l < counts.size(); ++l) {
      counts[l].add(worker->counts[l]);
    }
  }
}

void Engine::trace(const ProgrammedChip& chip, const ChipMoment& moment, std::uint32_t image,
                   const float* pixels, float* logits, const Visitor& visitor) {
  runImage(*workers_[0], chip, moment, image, pixels, logits, &visitor);
}

void Engine::readImage(const models::Samples& samples, std::int64_t image, float* pixels) {
  const StageScope scope(Stage::input);
  samples.image(image, pixels);
}

void Engine::runImage(Worker& worker, const ProgrammedChip& chip, const ChipMoment& moment,
                      std::uint32_t image, const float* pixels, float* logits, const Visitor* visitor) {
  const StageScope scope(Stage::digital);
  const auto& graph = deployment_.graph;
  const auto at = [&](std::size_t value) { return worker.memory.data() + buffers_.offset(value); };
  std::copy_n(pixels, pixels_, at(graph.input));
  std::vector<const float*> inputs;
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    const auto& node = graph.nodes[n];
    if (layerOfNode_[n] < 0) {
      inputs.clear();
      for (const auto value : node.inputs) {
        inputs.push_back(at(value));
      }
      models::evaluate(graph, node, inputs, at(node.output));
      continue;
    }
    const auto layer = static_cast<std::size_t>(layerOfNode_[n]);
    const bool skipsNext = isRectified_[n] && visitor == nullptr;
    const auto output = skipsNext ? graph.nodes[n + 1].output : node.output;
    worker.readers[layer].run(chip.layers[layer], moment, image, at(node.inputs[0]), at(output),
                              worker.counts[layer], skipsNext ? Storing::rectified : Storing::plain);
    if (skipsNext) {
      ++n;
    }
    if (visitor != nullptr) {
      (*visitor)(layer, at(node.output), models::elementCount(graph.values[node.output].shape));
    }
  }
  std::copy_n(at(graph.output), classes_, logits);
}

}  // namespace ohmic::sim
