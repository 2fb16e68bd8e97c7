// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "configs/files/escape.h"
#include "configs/files/layer_labels.h"
#include "sim/cli/guard.h"
#include "sim/cli/loaded_run.h"
#include "sim/cli/run_options.h"
#include "sim/cli/verbs.h"

namespace ohmic::sim {
namespace {

constexpr std::size_t kLabelWidth = 40;

void printLayer(const mapping::LayerPlan& layer, const std::string& label) {
  show("{:<40} {:>6} x {:<6} {:>9} {:>6} {:>10} {:>7} {:>6.1f} %{}\n",
       configs::terminalText(label, kLabelWidth), layer.rows(), layer.columns, layer.patch.positions(),
       layer.input.isSigned() ? "signed" : ">= 0", layer.rowBlocks(), layer.crossbars(),
       100.0 * layer.utilisation(), layer.isTenant() ? "  on the array of " + layer.shared->hostName : "");
}

std::string formatText(const mapping::LayerPlan& layer) {
  return fmt::format("{} slices of {} bits, 2^-{} levels resolved{}", layer.levels.slices,
                     layer.levels.sliceBits, layer.levels.fractionBits,
                     layer.options.convolution == mapping::Convolution::kernelPosition
                         ? ", each kernel position on arrays of its own"
                         : "");
}

/// The layers in one format and array size, as a plan of their own.
struct Group {
  std::string size, format;
  mapping::Plan plan;
};

std::vector<Group> groupsOf(const mapping::Plan& plan) {
  std::vector<Group> groups;
  for (const auto& layer : plan.layers) {
    const auto& array = layer.options.array;
    Group group{fmt::format("{}x{}", array.rows, array.columns), formatText(layer), {}};
    auto known = std::find_if(groups.begin(), groups.end(), [&group](const Group& other) {
      return other.size == group.size && other.format == group.format;
    });
    known = known == groups.end() ? groups.insert(known, std::move(group)) : known;
    known->plan.layers.push_back(layer);
  }
  return groups;
}

}  // namespace

int mapVerb(const std::vector<std::string>& arguments, const World& world) {
  const auto options = parseRunFile(runFileOptions(), arguments, "map");
  if (!options) {
    return 0;
  }
  const mapping::Plan plan = mapRun(loadRun(*options, world)).plan;
  show("{:<40} {:>15} {:>9} {:>6} {:>10} {:>7} {:>8}\n", "layer", "rows x columns", "positions", "input",
       "row blocks", "arrays", "used");
  std::vector<std::string> names;
  for (const auto& layer : plan.layers) {
    names.push_back(layer.name);
  }
  const auto labels = configs::layerLabels(names, kLabelWidth);
  for (std::size_t l = 0; l < labels.size(); ++l) {
    printLayer(plan.layers[l], labels[l]);
  }
  for (const auto& group : groupsOf(plan)) {
    show("{} arrays of {}, {:.1f} % of their cells used; {}\n", group.plan.arrays(), group.size,
         100.0 * group.plan.utilisation(), group.format);
  }
  return 0;
}

}  // namespace ohmic::sim
