// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/calibrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "configs/reader/error.h"
#include "models/graph/value_grid.h"
#include "models/reference/float_network.h"
#include "sim/array/layer_read.h"
#include "sim/array/parallel.h"
#include "sim/array/programming/program.h"
#include "sim/engine/magnitude_histogram.h"

namespace ohmic::sim {
namespace {

using Histograms = std::vector<std::vector<MagnitudeHistogram>>;  // [layer][input or slice]

/// Show the inputs of every layer, for every calibration image, to visit(thread, layer, input, size).
template <class Visit>
void forEachInput(const models::FloatNetwork& network, const Deployment& deployment,
                  const models::Samples& samples, int threads, Visit visit) {
  const auto count = static_cast<std::size_t>(samples.count());
  forEachIndex(count, threads, [&](std::size_t image, int thread) {
    std::vector<float> pixels(network.inputSize()), logits(network.outputSize());
    samples.image(static_cast<std::int64_t>(image), pixels.data());
    network.run(pixels.data(), 1, logits.data(),
                [&](std::size_t node, const float* input, std::int64_t size) {
                  if (const auto layer = deployment.layerOf(node)) {
                    visit(thread, *layer, input, size);
                  }
                });
  });
}

/// One set of histograms for each thread, added up at the end.
Histograms sum(const std::vector<Histograms>& parts) {
  Histograms total = parts[0];
  for (std::size_t t = 1; t < parts.size(); ++t) {
    for (std::size_t l = 0; l < total.size(); ++l) {
      for (std::size_t i = 0; i < total[l].size(); ++i) {
        total[l][i].add(parts[t][l][i]);
      }
    }
  }
  return total;
}

double inputScale(const MagnitudeHistogram& inputs, const InputRange& range, std::int32_t greatestCode) {
  const double greatest = range.criterion == InputRange::Criterion::percentile
                              ? inputs.percentile(range.percentile)
                              : inputs.leastErrorRange(greatestCode);
  return greatest > 0.0 ? greatest * range.margin / greatestCode : 1.0;
}

/// Histograms of a slice: one for all phases, or one for each part of the input's bits.
int partsOf(const mapping::InputCodes& input) {
  return input.parts == 1 ? 1 : input.phases() / (input.isTwoPhase() ? 2 : 1);
}

/// Puts the sums of one layer into its slices' histograms, part by part.
class SumHistogram : public SumListener {
 public:
  SumHistogram(const mapping::InputCodes& input, std::vector<MagnitudeHistogram>& histograms)
      : input_(input), histograms_(histograms) {}

  void hear(const Plane& plane, int phase, const std::int64_t* sums, int count) override {
    const int parts = partsOf(input_);
    const std::int64_t weight = parts == 1 ? input_.weight(phase) * input_.weight(phase) : 1;
    histograms_[static_cast<std::size_t>(plane.slice * parts + phase % parts)].add(sums, count, weight);
  }

 private:
  const mapping::InputCodes& input_;
  std::vector<MagnitudeHistogram>& histograms_;
};

/// The greatest sum that a slice's converters are to resolve, in fixed-point units of the highest part.
/// @param histograms  of the slice, part by part.
double rangeOf(const mapping::InputCodes& input, const LayerArithmetic& arithmetic,
               const devices::AdcFormat& adc, const MagnitudeHistogram* histograms) {
  const auto greatest = [](const devices::AdcCodes& codes) { return std::max(codes.greatest, 1); };
  std::vector<PartSums> parts;
  double holdsAll = 0.0;
  for (int p = 0; p < partsOf(input); ++p) {
    PartSums part{histograms + p, 1.0, arithmetic.adcCodes.greatest, 1.0};
    if (!arithmetic.partCodes.empty()) {
      part.greatestCode = greatest(arithmetic.codesOf(p));
      part.share = std::ldexp(static_cast<double>(part.greatestCode), input.lsbShift(p)) /
                   greatest(arithmetic.adcCodes);
      part.weight = std::ldexp(1.0, 2 * input.bitOf(p));
    }
    if (adc.criterion == devices::AdcFormat::Criterion::percentile) {
      holdsAll = std::max(holdsAll, histograms[p].percentile(adc.percentile) / part.share);
    }
    parts.push_back(part);
  }
  return adc.criterion == devices::AdcFormat::Criterion::percentile ? holdsAll : leastErrorRange(parts);
}

/// For each layer the step of its inputs, where the network quantises them itself and the codes hold its
/// grid.
std::vector<std::optional<double>> inputSteps(const Deployment& deployment) {
  const auto grids = models::gridsOf(deployment.graph);
  std::vector<std::optional<double>> steps(deployment.plan.layers.size());
  for (std::size_t node = 0; node < deployment.graph.nodes.size(); ++node) {
    const auto layer = deployment.layerOf(node);
    const auto grid = layer ? grids[deployment.graph.nodes[node].inputs[0]] : std::nullopt;
    if (!grid) {
      continue;
    }
    const auto& codes = deployment.plan.layers[*layer].input;
    if (grid->least >= codes.least && grid->greatest <= codes.greatest) {
      steps[*layer] = grid->step;
    }
  }
  return steps;
}

bool isCalibrated(const devices::AdcFormat& adc) {
  return !adc.ideal && adc.range == devices::AdcFormat::Range::calibrated;
}

void chooseInputScales(const models::FloatNetwork& network, const models::Samples& samples, int threads,
                       Deployment& deployment) {
  const auto& layers = deployment.plan.layers;
  std::vector<Histograms> parts(threads, Histograms(layers.size(), std::vector<MagnitudeHistogram>(1)));
  forEachInput(network, deployment, samples, threads,
               [&](int thread, std::size_t layer, const float* input, std::int64_t size) {
                 parts[thread][layer][0].add(input, size);
               });
  const Histograms inputs = sum(parts);
  const auto steps = inputSteps(deployment);
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const auto& hardware = deployment.hardware[l];
    const double scale =
        steps[l] ? *steps[l] : inputScale(inputs[l][0], hardware.inputRange, layers[l].input.greatest);
    deployment.arithmetic.push_back(
        layerArithmetic(layers[l], scale, hardware.adc, hardware.cell, hardware.dac));
  }
}

/// The same arrays with cells that keep to their targets, and ideal wires.
ProgrammedChip idealChip(const Deployment& deployment, int threads) {
  std::vector<LayerHardware> ideal(deployment.hardware.size());
  for (std::size_t l = 0; l < ideal.size(); ++l) {
    ideal[l].cell.range = deployment.hardware[l].cell.range;
  }
  return programChip(deployment.plan, ideal, {}, threads);
}

Histograms emptySums(const Deployment& deployment) {
  Histograms histograms;
  for (const auto& layer : deployment.plan.layers) {
    histograms.emplace_back(static_cast<std::size_t>(layer.levels.slices * partsOf(layer.input)));
  }
  return histograms;
}

void chooseLsb(const models::FloatNetwork& network, const models::Samples& samples, int threads,
               Deployment& deployment) {
  const auto& layers = deployment.plan.layers;
  const ProgrammedChip chip = idealChip(deployment, threads);
  std::vector<Histograms> parts(threads, emptySums(deployment));
  std::vector<std::vector<std::unique_ptr<LayerReader>>> readers(threads);
  for (auto& reader : readers) {
    for (std::size_t l = 0; l < layers.size(); ++l) {
      reader.push_back(std::make_unique<LayerReader>(layers[l], deployment.arithmetic[l]));
    }
  }
  forEachInput(network, deployment, samples, threads,
               [&](int thread, std::size_t layer, const float* input, std::int64_t) {
                 if (isCalibrated(deployment.hardware[layer].adc)) {
                   SumHistogram listener(layers[layer].input, parts[thread][layer]);
                   readers[thread][layer]->listen(chip.layers[layer], input, listener);
                 }
               });
  const Histograms sums = sum(parts);
  for (std::size_t l = 0; l < layers.size(); ++l) {
    auto& arithmetic = deployment.arithmetic[l];
    const auto& adc = deployment.hardware[l].adc;
    const auto ranges = static_cast<std::size_t>(partsOf(layers[l].input));
    for (std::size_t s = 0; s < sums[l].size() && isCalibrated(adc); s += ranges) {
      const double greatest = rangeOf(layers[l].input, arithmetic, adc, &sums[l][s]);
      arithmetic.lsb.push_back(std::max<std::int64_t>(
          1, static_cast<std::int64_t>(std::nearbyint(greatest / arithmetic.adcCodes.greatest))));
    }
  }
}

}  // namespace

Deployment calibrate(models::Graph graph, mapping::Plan plan, std::vector<LayerHardware> hardware,
                     const models::Samples& samples, int threads) {
  Deployment deployment;
  deployment.plan = std::move(plan);
  deployment.hardware = std::move(hardware);
  const models::FloatNetwork network(graph);
  deployment.graph = std::move(graph);
  chooseInputScales(network, samples, threads, deployment);
  if (std::any_of(deployment.hardware.begin(), deployment.hardware.end(),
                  [](const LayerHardware& layer) { return isCalibrated(layer.adc); })) {
    chooseLsb(network, samples, threads, deployment);
  }
  return deployment;
}

void requireFinite(const models::Graph& graph, const models::Samples& samples, std::int64_t images,
                   int threads) {
  const models::FloatNetwork network(graph);
  const auto isFinite = [](const float* values, std::int64_t size) {
    return std::all_of(values, values + size, [](float value) { return std::isfinite(value); });
  };
  std::vector<char> isGood(static_cast<std::size_t>(images), 1);
  forEachIndex(isGood.size(), threads, [&](std::size_t image, int) {
    std::vector<float> pixels(network.inputSize()), outputs(network.outputSize());
    samples.image(static_cast<std::int64_t>(image), pixels.data());
    bool isAll = true;
    network.run(pixels.data(), 1, outputs.data(), [&](std::size_t, const float* input, std::int64_t size) {
      isAll = isAll && isFinite(input, size);
    });
    isGood[image] = isAll && isFinite(outputs.data(), static_cast<std::int64_t>(outputs.size())) ? 1 : 0;
  });
  if (const auto bad = std::count(isGood.begin(), isGood.end(), 0); bad > 0) {
    throw configs::InputError(
        {"", "network.model", fmt::format("activations that are not finite for {} of {} images", bad, images),
         "finite numbers in every layer",
         "see that dataset.mean, dataset.std and dataset.range are those that the network was trained with"});
  }
}

std::vector<LayerCalibration> calibrationOf(const Deployment& deployment) {
  std::vector<LayerCalibration> calibration;
  for (std::size_t l = 0; l < deployment.plan.layers.size(); ++l) {
    const auto& arithmetic = deployment.arithmetic[l];
    calibration.push_back({deployment.plan.layers[l].name, arithmetic.inputScale, arithmetic.lsb});
  }
  return calibration;
}

std::string faultOf(const LayerCalibration& calibration, const mapping::LayerPlan& layer,
                    const LayerHardware& hardware) {
  if (!(calibration.inputScale > 0.0)) {
    return "an input scale that is not above 0";
  }
  const LayerArithmetic own =
      layerArithmetic(layer, calibration.inputScale, hardware.adc, hardware.cell, hardware.dac);
  if (!isCalibrated(hardware.adc)) {
    return calibration.lsb == own.lsb ? "" : "LSBs beside those of its converters";
  }
  if (calibration.lsb.size() != static_cast<std::size_t>(layer.levels.slices)) {
    return fmt::format("{} LSBs for {} slices", calibration.lsb.size(), layer.levels.slices);
  }
  const std::int64_t greatest = greatestLsb(layer, own);
  const bool fits = std::all_of(calibration.lsb.begin(), calibration.lsb.end(),
                                [&](std::int64_t lsb) { return lsb >= 1 && lsb <= greatest; });
  return fits ? "" : fmt::format("LSBs outside [1, {}]", greatest);
}

Deployment deploy(models::Graph graph, mapping::Plan plan, std::vector<LayerHardware> hardware,
                  const std::vector<LayerCalibration>& calibration) {
  Deployment deployment;
  deployment.plan = std::move(plan);
  deployment.hardware = std::move(hardware);
  deployment.graph = std::move(graph);
  for (std::size_t l = 0; l < deployment.plan.layers.size(); ++l) {
    const auto& own = deployment.hardware[l];
    deployment.arithmetic.push_back(
        layerArithmetic(deployment.plan.layers[l], calibration[l].inputScale, own.adc, own.cell, own.dac));
    deployment.arithmetic.back().lsb = calibration[l].lsb;
  }
  return deployment;
}

}  // namespace ohmic::sim
