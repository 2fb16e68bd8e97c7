// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/placement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

int tilesFor(int arrays, const ChipOrganisation& organisation) {
  return (arrays + organisation.arraysPerTile() - 1) / organisation.arraysPerTile();
}

/// @param who  needs so many arrays: "the network".
void checkCapacity(const std::string& who, int needed, const ChipOrganisation& organisation) {
  const int tilesNeeded = tilesFor(needed, organisation);
  if (organisation.tiles > 0 && tilesNeeded > organisation.tiles) {
    throw configs::InputError(
        {"", "hardware.chip.tiles",
         fmt::format("{} needs {} arrays, {} tiles of {} arrays hold {}", who, needed, organisation.tiles,
                     organisation.arraysPerTile(), organisation.tiles * organisation.arraysPerTile()),
         fmt::format("at least {} tiles are needed", tilesNeeded),
         organisation.overflow == Overflow::reprogram ? "try tiles: auto"
                                                      : "try tiles: auto, or overflow: reprogram"});
  }
}

/// On its host's array.
LayerPlacement placeTenant(const mapping::LayerPlan& layer, const Placement& placement) {
  LayerPlacement placed = placement.layers[layer.shared->host];
  placed.arrays[0].tenant = layer.shared->tenant;
  return placed;
}

LayerPlacement placeLayer(const mapping::LayerPlan& layer, const ChipOrganisation& organisation, int load,
                          int& next) {
  LayerPlacement placed;
  placed.load = load;
  for (std::size_t a = 0; a < layer.arrays.size() * static_cast<std::size_t>(layer.replicas); ++a) {
    const int inTile = next % organisation.arraysPerTile();
    placed.arrays.push_back({next / organisation.arraysPerTile(), inTile / organisation.arraysPerElement,
                             inTile % organisation.arraysPerElement, load});
    if (placed.tiles.empty() || placed.tiles.back() != placed.arrays.back().tile) {
      placed.tiles.push_back(placed.arrays.back().tile);
    }
    next += layer.crossbarsPerArray();
  }
  return placed;
}

}  // namespace

int Placement::hops(int from, int to) const {
  return std::abs(from % meshWidth - to % meshWidth) + std::abs(from / meshWidth - to / meshWidth);
}

int Placement::next(int at, int to) const {
  if (at % meshWidth != to % meshWidth) {
    return at + (at % meshWidth < to % meshWidth ? 1 : -1);
  }
  return at + (at < to ? meshWidth : -meshWidth);
}

std::string linkName(int from, int to) { return fmt::format("link_{}_{}", from, to); }

std::int64_t Placement::layersOfLoad(int load) const {
  return std::count_if(layers.begin(), layers.end(),
                       [&](const LayerPlacement& layer) { return layer.load == load; });
}

Placement placeArrays(const mapping::Plan& plan, const ChipOrganisation& organisation) {
  Placement placement;
  const bool takesTurns = organisation.overflow == Overflow::reprogram && organisation.tiles > 0;
  if (!takesTurns) {
    checkCapacity("the network", plan.arrays(), organisation);
  }
  int next = 0, most = 0;
  for (const auto& layer : plan.layers) {
    if (layer.isTenant()) {
      placement.layers.push_back(placeTenant(layer, placement));
      continue;
    }
    if (takesTurns && next + layer.crossbars() > organisation.tiles * organisation.arraysPerTile()) {
      checkCapacity(fmt::format("layer '{}'", layer.name), layer.crossbars(), organisation);
      placement.loads += next > 0 ? 1 : 0;
      next = 0;
    }
    placement.layers.push_back(placeLayer(layer, organisation, placement.loads - 1, next));
    most = std::max(most, next);
  }
  placement.tilesUsed = tilesFor(most, organisation);
  placement.tiles = organisation.tiles > 0 ? organisation.tiles : placement.tilesUsed;
  placement.meshWidth = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(placement.tiles))));
  return placement;
}

}  // namespace ohmic::sim
