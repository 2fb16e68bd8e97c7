// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <string>
#include <utility>
#include <vector>

#include "configs/files/escape.h"
#include "configs/reader/quantity.h"
#include "sim/cli/guard.h"
#include "sim/cli/loaded_run.h"
#include "sim/cli/run_options.h"
#include "sim/cli/verbs.h"
#include "sim/run/deploy_network.h"
#include "sim/run/explain.h"
#include "sim/run/noisy_network.h"
#include "sim/run/run_inputs.h"
#include "sim/run/stored_network.h"

namespace ohmic::sim {
namespace {

namespace po = boost::program_options;

std::string join(const std::vector<double>& values, double scale) {
  std::vector<std::string> texts;
  for (const double value : values) {
    texts.push_back(fmt::format("{:.3g}", value * scale));
  }
  return texts.empty() ? "-" : fmt::format("{}", fmt::join(texts, " "));
}

std::string timeText(double seconds) { return configs::formatQuantity(seconds, configs::Dimension::time); }

void printLayers(const Explanation& explanation) {
  std::vector<std::string> times;
  for (const double time : explanation.readTimes) {
    times.push_back(timeText(time));
  }
  show("{:<34} {:>6} {:>6} {:>10} {:>7} {:>10} {:>10} {:>10} {:>6} {:>9} {:>8}  {}\n", "layer", "arrays",
       "levels", "level, nS", "unit", "code of", "LSB,", "LSB, uA", "conv./", "saturated", "ideal",
       "SNR, dB at");
  show("{:<34} {:>6} {:>6} {:>10} {:>7} {:>10} {:>10} {:>10} {:>6} {:>9} {:>8}  {}\n", "", "", "", "",
       "levels", "the input", "levels", "", "output", "codes, %", "cells", fmt::join(times, ", "));
  for (const auto& layer : explanation.layers) {
    show("{:<34} {:>6} {:>6} {:>10.4g} {:>7} {:>10.4g} {:>10} {:>10} {:>6} {:>9.3g} {:>8.1f}  {}\n",
         configs::terminalText(shortName(layer.name), 34), layer.arrays,
         fmt::format("+-{}", layer.greatestLevel), layer.levelConductance_S * 1e9,
         fmt::format("2^-{}", layer.fractionBits), layer.inputScale, join(layer.lsbLevels, 1.0),
         join(layer.lsb_A, 1e6), layer.conversionsPerOutput, 100.0 * layer.saturatedShare,
         layer.snrOfConverters_dB, join(layer.snr_dB, 1.0));
  }
  show(
      "\nLSB: of each slice, in levels of one cell under the greatest input{}. SNR: of a column's output "
      "against the "
      "float network's, each layer read by itself with the float activations of {} calibration images, on "
      "chip 0; "
      "'ideal cells' leaves the converters and codes.\n",
      explanation.layers.front().lsb_A.empty() ? "; no current without hardware.chip.read_voltage" : "",
      explanation.images);
}

void printCells(const Explanation& explanation) {
  for (const auto& cell : explanation.cells) {
    const bool isAll = cell.layers.size() == explanation.layers.size();  // none of none: stored kernels
    std::vector<std::string> names;
    for (const auto& name : cell.layers) {
      names.push_back(shortName(name));
    }
    show("\ncells {} of {}\n", cell.model,
         isAll ? "all layers" : configs::terminalText(fmt::format("{}", fmt::join(names, ", "))));
    for (const auto& law : cell.laws) {
      show("  {}\n", law);
    }
    show("  {:>12} {:>12} {:>12} {:>12} {:>12}\n", "read time", "target, uS", "mean, uS", "sigma, uS",
         "per read, uS");
    for (std::size_t t = 0; t < cell.byReadTime.size(); ++t) {
      for (const auto& row : cell.byReadTime[t]) {
        show("  {:>12} {:>12.4g} {:>12.4g} {:>12.3g} {:>12.3g}\n", timeText(explanation.readTimes[t]),
             row.target_S * 1e6, row.mean_S * 1e6, row.deviation_S * 1e6, row.fresh_S * 1e6);
      }
    }
  }
}

void printNoise(const std::vector<NoisyTensorRecord>& tensors) {
  show("{:<40} {:<7} {:>10} {:>11} {:>11} {:>11} {:>11}\n", "tensor", "kind", "weights", "std", "rms", "max",
       "noise");
  for (const auto& tensor : tensors) {
    show("{:<40} {:<7} {:>10} {:>11.4g} {:>11.4g} {:>11.4g} {:>11.4g}\n",
         configs::terminalText(tensor.name, 40), tensor.kind, tensor.elements, tensor.std, tensor.rms,
         tensor.max, tensor.sigma);
  }
}

void printStorage(const StorageRecord& storage) {
  show("{:<34} {:>9} {:>9} {:>9} {:>9} {:>10} {:>11} {:>11} {:>11}\n", "kernel", "weights", "pruned",
       "outliers", "redundant", "cells", "bits", "low", "high");
  for (const auto& kernel : storage.kernels) {
    show("{:<34} {:>9} {:>9} {:>9} {:>9} {:>10} {:>11} {:>11.4g} {:>11.4g}\n",
         configs::terminalText(shortName(kernel.node), 34), kernel.weights, kernel.pruned, kernel.outliers,
         kernel.redundant, kernel.cells, kernel.bits, kernel.low, kernel.high);
  }
  show("\nin all {:.4g} cells and {:.4g} bits of digital memory for each of {} weights\n",
       storage.cellsPerWeight, storage.bitsPerWeight, storage.weights);
}

/// What a float network's weights go through.
void explainFloat(const LoadedRun& run) {
  const auto& request = run.request;
  if (!request.storage) {
    printNoise(withPlaces(run.config,
                          [&] { return NoisyNetwork(request.network, *request.weightNoise).tensors(); }));
    return;
  }
  printStorage(
      withPlaces(run.config, [&] { return StoredNetwork(request.network, *request.storage).record(); }));
  if (request.storage->format.medium == mapping::StorageFormat::Medium::cells) {
    Explanation explanation;
    explanation.readTimes = request.readTimes;
    explanation.cells.push_back(explainCell(request.storage->cell, request.readTimes, request.seed));
    printCells(explanation);
  }
}

}  // namespace

int explainVerb(const std::vector<std::string>& arguments, const World& world) {
  po::options_description visible = runFileOptions();
  visible.add_options()("images", po::value<std::int64_t>()->value_name("N")->default_value(8),
                        "calibration images that the layers are read with");
  const auto options = parseRunFile(visible, arguments, "explain");
  if (!options) {
    return 0;
  }
  const LoadedRun run = loadRun(*options, world);
  if (run.request.isFloat()) {
    explainFloat(run);
    return 0;
  }
  auto [graph, plan, hardware] = mapRun(run);
  const auto calibration = withPlaces(run.config, [&, &graph = graph, &hardware = hardware] {
    return openCalibration(run.request, graph, hardware);
  });
  const Deployment deployment = withPlaces(run.config, [&, &graph = graph, &plan = plan,
                                                        &hardware = hardware] {
    return deployNetwork(run.request, std::move(graph), std::move(plan), std::move(hardware), calibration);
  });
  const auto images = std::max<std::int64_t>(1, (*options)["images"].as<std::int64_t>());
  const Explanation explanation = explain(run.request, deployment, *calibration.samples, images);
  printLayers(explanation);
  printCells(explanation);
  return 0;
}

}  // namespace ohmic::sim
