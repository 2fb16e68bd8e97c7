// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "sim/cli/loaded_run.h"
#include "sim/cli/run_options.h"
#include "sim/cli/verbs.h"

namespace ohmic::sim {
namespace {

void printLayer(const mapping::Plan& plan, const mapping::LayerPlan& layer) {
  fmt::print("{:<40} {:>6} x {:<6} {:>9} {:>6} {:>10} {:>7} {:>6.1f} %\n", layer.name.substr(0, 40),
             layer.rows(), layer.columns, layer.patch.positions(), layer.input.isSigned() ? "signed" : ">= 0",
             layer.rowBlocks(), plan.arrays(layer), 100.0 * plan.utilisation(layer));
}

}  // namespace

int mapVerb(const std::vector<std::string>& arguments, const World& world) {
  const auto options = parseRunFile(runFileOptions(), arguments, "map");
  if (!options) {
    return 0;
  }
  const mapping::Plan plan = mapRun(loadRun(*options, world)).plan;
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
