// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mapping/plan.h"
#include "sim/chip/chip_model.h"

namespace ohmic::sim {

/// Where an array lies: its first crossbar, if it has two.
struct ArrayPlace {
  int tile = 0;
  int element = 0;  ///< in the tile
  int slot = 0;     ///< in the element
  int load = 0;     ///< in whose turn (Overflow::reprogram)
  int tenant = 0;   ///< which of the layers on a shared array (mapping::SharedPlace)
};

struct LayerPlacement {
  std::vector<ArrayPlace> arrays;                           ///< as ProgrammedLayer::arrays
  std::vector<int> tiles;                                   ///< that hold one of them, ascending
  int load = 0;                                             ///< all of them
  [[nodiscard]] int home() const { return tiles.front(); }  ///< where its sums are added and dequantised
};

/// Arrays on tiles, and tiles on the mesh.
struct Placement {
  std::vector<LayerPlacement> layers;  ///< as Plan::layers
  int tilesUsed = 0;
  int tiles = 0;      ///< installed
  int loads = 1;      ///< turns that the layers take on the arrays; 1: all layers are there at once
  int meshWidth = 1;  ///< tile t stands at (t mod width, t / width)

  [[nodiscard]] std::int64_t layersOfLoad(int load) const;

  /// Links that a message crosses between two tiles.
  [[nodiscard]] int hops(int from, int to) const;
  /// The neighbour through which a message to another tile leaves @p at: X first.
  [[nodiscard]] int next(int at, int to) const;
};

/// "link_3_4": how ledgers name the link from tile 3 to its neighbour.
[[nodiscard]] std::string linkName(int from, int to);

/// Fill tiles in the order of the plan, replica by replica; on a shared array all its layers have one place.
/// With Overflow::reprogram a layer that finds no room begins a new load on the same tiles.
///
/// @throws configs::InputError naming the arrays needed and available if the chip is too small: for the
///         network, or with Overflow::reprogram for one layer.
[[nodiscard]] Placement placeArrays(const mapping::Plan& plan, const ChipOrganisation& organisation);

}  // namespace ohmic::sim
