// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/explain.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

#include "configs/mathematics/elementary.h"
#include "devices/cells/aged_cells.h"
#include "models/reference/evaluate.h"
#include "models/reference/float_network.h"
#include "sim/array/layer_read.h"
#include "sim/array/programming/program.h"
#include "sim/run/chip_programmer.h"

namespace ohmic::sim {
namespace {

constexpr double kLn10 = 2.302585092994046;

/// Squares of the signal and of what differs, by layer.
struct Powers {
  std::vector<double> signal, noise;
  std::vector<LayerCounts> counts;

  [[nodiscard]] double decibel(std::size_t layer) const {
    return noise[layer] > 0.0 ? 10.0 * configs::logarithm(signal[layer] / noise[layer]) / kLn10
                              : std::numeric_limits<double>::infinity();
  }
};

void addOutput(const mapping::LayerPlan& layer, const std::vector<float>& digital,
               const std::vector<float>& analog, double& signal, double& noise) {
  const std::size_t positions = static_cast<std::size_t>(layer.patch.positions());
  const std::size_t columns = static_cast<std::size_t>(layer.columns);
  for (std::size_t i = 0; i < digital.size(); ++i) {
    const std::size_t column = layer.patch.channelsLast ? i % columns : i / positions;
    const double own = static_cast<double>(digital[i]) - static_cast<double>(layer.bias[column]);
    const double error = static_cast<double>(analog[i]) - static_cast<double>(digital[i]);
    signal += own * own;
    noise += error * error;
  }
}

/// Read every layer by itself with the float network's activations.
Powers readLayers(const Deployment& deployment, const ProgrammedChip& chip, const ChipMoment& moment,
                  const models::Samples& samples, std::int64_t images) {
  const auto& graph = deployment.graph;
  const auto& layers = deployment.plan.layers;
  const models::FloatNetwork network(graph);
  Powers powers{std::vector<double>(layers.size(), 0.0), std::vector<double>(layers.size(), 0.0), {}};
  std::vector<std::unique_ptr<LayerReader>> readers;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    powers.counts.emplace_back(layers[l].rows(), layers[l].arrays.size());
    readers.push_back(std::make_unique<LayerReader>(layers[l], deployment.arithmetic[l]));
  }
  std::vector<float> pixels(static_cast<std::size_t>(network.inputSize()));
  std::vector<float> logits(static_cast<std::size_t>(network.outputSize()));
  for (std::int64_t image = 0; image < images; ++image) {
    samples.image(image, pixels.data());
    network.run(pixels.data(), 1, logits.data(), [&](std::size_t node, const float* input, std::int64_t) {
      const auto layer = deployment.layerOf(node);
      if (!layer) {
        return;
      }
      const auto size = models::elementCount(graph.values[graph.nodes[node].output].shape);
      std::vector<float> digital(static_cast<std::size_t>(size)), analog(digital.size());
      models::evaluate(graph, graph.nodes[node], {input}, digital.data());
      readers[*layer]->run(chip.layers[*layer], moment, static_cast<std::uint32_t>(image), input,
                           analog.data(), powers.counts[*layer]);
      addOutput(layers[*layer], digital, analog, powers.signal[*layer], powers.noise[*layer]);
    });
  }
  return powers;
}

std::optional<double> readVoltage(const RunRequest& request, const devices::Cell& cell) {
  if (cell.iv.law) {
    return cell.iv.readVoltage;
  }
  return request.chip ? std::optional(request.chip->readVoltage) : std::nullopt;
}

LayerExplanation describe(const RunRequest& request, const Deployment& deployment, std::size_t l) {
  const auto& layer = deployment.plan.layers[l];
  const auto& arithmetic = deployment.arithmetic[l];
  const auto& cell = deployment.hardware[l].cell;
  LayerExplanation row;
  row.name = layer.name;
  row.arrays = layer.crossbars();
  row.greatestLevel = layer.levels.greatestLevel();
  row.levelConductance_S = layer.levels.devices * levelStep(layer.levels, cell.range);
  row.fractionBits = layer.levels.fractionBits;
  row.inputScale = arithmetic.inputScale;
  row.conversionsPerOutput = layer.conversionsPerOutput();
  const auto voltage = readVoltage(request, cell);
  for (const auto lsb : arithmetic.lsb) {
    const double codes =
        static_cast<double>(lsb) / static_cast<double>(std::int64_t{1} << arithmetic.fractionBits);
    row.lsbLevels.push_back(codes / layer.input.greatestDrive());
    if (voltage) {
      row.lsb_A.push_back(row.lsbLevels.back() * row.levelConductance_S * *voltage);
    }
  }
  return row;
}

/// Cells written to one target, at a read time.
CellMoments momentsOf(const devices::Cell& cell, double target, double time, std::uint64_t seed) {
  constexpr std::uint32_t kCells = 4096;  // a standard deviation is known to 1.1 %
  const std::vector<double> targets(kCells, target);
  std::vector<double> g = targets;
  const devices::CellBlock cells{0, 0, kCells, 0, 0};
  devices::ageCells(cell, cells, {seed, 0, 0, 0}, targets.data(), time, g.data());
  CellMoments moments;
  moments.target_S = target;
  double sum = 0.0, squares = 0.0;  // of what the cells are off
  for (const double value : g) {
    sum += value - target, squares += (value - target) * (value - target);
  }
  moments.mean_S = target + sum / kCells;
  moments.deviation_S = std::sqrt(std::max(squares / kCells - sum / kCells * (sum / kCells), 0.0));
  moments.fresh_S = cell.readNoise ? cell.readNoise->freshSigma(moments.mean_S) : 0.0;
  return moments;
}

bool isSame(const CellExplanation& a, const CellExplanation& b) {
  return a.model == b.model && a.laws == b.laws &&
         a.byReadTime[0][0].target_S == b.byReadTime[0][0].target_S &&
         a.byReadTime[0][4].target_S == b.byReadTime[0][4].target_S;
}

void addCells(const RunRequest& request, const Deployment& deployment, Explanation& explanation) {
  for (std::size_t l = 0; l < deployment.plan.layers.size(); ++l) {
    CellExplanation cell = explainCell(deployment.hardware[l].cell, request.readTimes, request.seed);
    auto known = std::find_if(explanation.cells.begin(), explanation.cells.end(),
                              [&cell](const CellExplanation& other) { return isSame(cell, other); });
    if (known == explanation.cells.end()) {
      known = explanation.cells.insert(known, std::move(cell));
    }
    known->layers.push_back(deployment.plan.layers[l].name);
  }
}

double saturatedShare(const mapping::LayerPlan& layer, const LayerCounts& counts, std::int64_t images) {
  const std::int64_t saturated =
      std::accumulate(counts.saturated.begin(), counts.saturated.end(), std::int64_t{0});
  return static_cast<double>(saturated) / static_cast<double>(layer.conversionsPerImage() * images);
}

}  // namespace

CellExplanation explainCell(const devices::Cell& cell, const std::vector<double>& readTimes,
                            std::uint64_t seed) {
  CellExplanation found;
  found.model = cell.model;
  found.laws.push_back(cell.programming ? "programming: " + cell.programming->describe()
                                        : "programming: none, the target is reached exactly");
  found.laws.push_back(cell.drift ? "drift: " + cell.drift->describe()
                                  : "drift: none, a cell keeps its state");
  found.laws.push_back(cell.readNoise ? "read noise: " + cell.readNoise->describe()
                                      : "read noise: none, a cell is silent");
  found.laws.push_back(cell.iv.law
                           ? (cell.iv.chord ? "I-V, by its chord: " : "I-V: ") + cell.iv.law->describe()
                           : "I-V: ohmic");
  if (cell.faults) {
    found.laws.push_back("faults: " + cell.faults->describe());
  }
  if (cell.variation) {
    found.laws.push_back("variation: " + cell.variation->describe());
  }
  for (const double time : readTimes) {
    auto& rows = found.byReadTime.emplace_back();
    for (int i = 0; i <= 4; ++i) {
      const double target = cell.range.least + i * (cell.range.greatest - cell.range.least) / 4.0;
      rows.push_back(momentsOf(cell, target, time, seed));
    }
  }
  return found;
}

Explanation explain(const RunRequest& request, const Deployment& deployment, const models::Samples& samples,
                    std::int64_t images) {
  Explanation explanation;
  explanation.readTimes = request.readTimes;
  explanation.images = std::min(images, samples.count());
  std::vector<LayerHardware> ideal = deployment.hardware;
  for (auto& layer : ideal) {
    const devices::ConductanceRange range = layer.cell.range;
    layer.cell = {};
    layer.cell.range = range;
    layer.cell.iv = {};
    layer.wires = {};
  }
  const ChipMoment first{request.seed, 0, request.readTimes[0]};
  Deployment straight = deployment;
  for (auto& arithmetic : straight.arithmetic) {
    arithmetic.bends.clear();
  }
  const Powers quantised = readLayers(straight, programChip(deployment.plan, ideal, first, request.threads),
                                      first, samples, explanation.images);
  for (std::size_t l = 0; l < deployment.plan.layers.size(); ++l) {
    explanation.layers.push_back(describe(request, deployment, l));
    explanation.layers[l].snrOfConverters_dB = quantised.decibel(l);
  }
  std::optional<NormRecalibrator> recalibrator;
  if (NormRecalibrator::isWanted(deployment.hardware)) {
    recalibrator.emplace(deployment, samples, request.threads);
  }
  ChipProgrammer programmer(deployment.plan, deployment.hardware, request.threads,
                            recalibrator ? &*recalibrator : nullptr);
  for (std::size_t t = 0; t < request.readTimes.size(); ++t) {
    const ChipMoment moment{request.seed, 0, request.readTimes[t]};
    const Powers powers =
        readLayers(deployment, programmer.program(moment), moment, samples, explanation.images);
    for (std::size_t l = 0; l < explanation.layers.size(); ++l) {
      explanation.layers[l].snr_dB.push_back(powers.decibel(l));
      if (t == 0) {
        explanation.layers[l].saturatedShare =
            saturatedShare(deployment.plan.layers[l], powers.counts[l], explanation.images);
      }
    }
  }
  addCells(request, deployment, explanation);
  return explanation;
}

}  // namespace ohmic::sim
