// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/placement.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

void checkCapacity(int needed, int tilesNeeded, const ChipOrganisation& organisation) {
  const int available = organisation.tiles * organisation.arraysPerTile();
  if (organisation.tiles > 0 && tilesNeeded > organisation.tiles) {
    throw configs::InputError(
        {"", "hardware.chip.tiles",
         fmt::format("the network needs {} arrays, {} tiles of {} arrays hold {}", needed, organisation.tiles,
                     organisation.arraysPerTile(), available),
         fmt::format("at least {} tiles are needed", tilesNeeded), "try tiles: auto"});
  }
}

LayerPlacement placeLayer(const mapping::LayerPlan& layer, const ChipOrganisation& organisation, int& next) {
  LayerPlacement placed;
  for (std::size_t a = 0; a < layer.arrays.size() * static_cast<std::size_t>(layer.replicas); ++a) {
    const int inTile = next % organisation.arraysPerTile();
    placed.arrays.push_back({next / organisation.arraysPerTile(), inTile / organisation.arraysPerElement,
                             inTile % organisation.arraysPerElement});
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

Placement placeArrays(const mapping::Plan& plan, const ChipOrganisation& organisation) {
  Placement placement;
  const int needed = plan.arrays();
  placement.tilesUsed = (needed + organisation.arraysPerTile() - 1) / organisation.arraysPerTile();
  checkCapacity(needed, placement.tilesUsed, organisation);
  placement.tiles = organisation.tiles > 0 ? organisation.tiles : placement.tilesUsed;
  placement.meshWidth = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(placement.tiles))));
  int next = 0;
  for (const auto& layer : plan.layers) {
    placement.layers.push_back(placeLayer(layer, organisation, next));
  }
  return placement;
}

}  // namespace ohmic::sim
