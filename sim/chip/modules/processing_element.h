// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "sim/chip/modules/array_unit.h"
#include "sim/chip/modules/chip_context.h"

namespace ohmic::sim {

/// An array that stands in a processing element.
struct PlacedArray {
  std::size_t layer = 0;
  std::size_t index = 0;  ///< as ProgrammedLayer::arrays
  ArrayPlace place;
};

/// Arrays that share a place in a tile.
class ProcessingElement : public sc_core::sc_module {
 public:
  ProcessingElement(const sc_core::sc_module_name& name, ChipContext& context,
                    const std::vector<PlacedArray>& arrays);

  std::vector<std::unique_ptr<ArrayUnit>> arrays;  ///< as given
};

}  // namespace ohmic::sim
