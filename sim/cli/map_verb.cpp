// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "models/onnx/import.h"
#include "sim/cli/run_options.h"
#include "sim/cli/verbs.h"

namespace ohmic::sim {
namespace {

void printLayer(const mapping::Plan& plan, const mapping::LayerPlan& layer) {
  const auto arrays = static_cast<int>(layer.arrays.size()) * layer.replicas * plan.crossbarsPerArray();
  const double cells = static_cast<double>(arrays) * plan.options.array.rows * plan.options.array.columns;
  fmt::print("{:<40} {:>6} x {:<6} {:>9} {:>6} {:>10} {:>7} {:>6.1f} %\n", layer.name.substr(0, 40),
             layer.rows(), layer.columns, layer.patch.positions(), layer.input.isSigned() ? "signed" : ">= 0",
             layer.rowBlocks(), arrays, 100.0 * static_cast<double>(plan.usedCells(layer)) / cells);
}

}  // namespace

int mapVerb(const std::vector<std::string>& arguments, const World& world) {
  const auto options = parseRunFile(runFileOptions(), arguments, "map");
  if (!options) {
    return 0;
  }
  const std::filesystem::path file = (*options)["file"].as<std::string>();
  const configs::Config config = configs::Config::load(file, loadOptions(world, overridesOf(*options)));
  const RunRequest request = withPlaces(config, [&] { return readRun(config, world.hardwareThreads); });
  const models::Graph graph = models::importOnnx(request.network.model, request.network.options);
  const mapping::Plan plan = withPlaces(config, [&] { return mapping::mapNetwork(graph, request.mapping); });
  fmt::print("{:<40} {:>15} {:>9} {:>6} {:>10} {:>7} {:>8}\n", "layer", "rows x columns", "positions",
             "input", "row blocks", "arrays", "used");
  for (const auto& layer : plan.layers) {
    printLayer(plan, layer);
  }
  fmt::print(
      "{} arrays of {}x{}, {:.1f} % of their cells used; {} slices of {} bits, 2^-{} levels resolved\n",
      plan.arrays(), plan.options.array.rows, plan.options.array.columns, 100.0 * plan.utilisation(),
      plan.levels.slices, plan.levels.sliceBits, plan.levels.fractionBits);
  return 0;
}

}  // namespace ohmic::sim
