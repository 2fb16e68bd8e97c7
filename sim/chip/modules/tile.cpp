// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/tile.h"

namespace ohmic::sim {

Tile::Tile(const sc_core::sc_module_name& name, ChipContext& context, int number,
           const std::vector<PlacedArray>& placed)
    : sc_module(name), buffer("buffer", context, number), digital("digital", context, number) {
  for (int e = 0; e < context.model().organisation.elementsPerTile; ++e) {
    std::vector<PlacedArray> here;
    for (const auto& array : placed) {
      if (array.place.tile == number && array.place.element == e) {
        here.push_back(array);
      }
    }
    if (here.empty()) {
      continue;
    }
    elements_.push_back(
        std::make_unique<ProcessingElement>(("element_" + std::to_string(e)).c_str(), context, here));
    for (std::size_t a = 0; a < here.size(); ++a) {
      residents_.push_back({here[a], elements_.back()->arrays[a].get()});
    }
  }
}

}  // namespace ohmic::sim
