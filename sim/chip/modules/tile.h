// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "sim/chip/modules/buffer.h"
#include "sim/chip/modules/digital_unit.h"
#include "sim/chip/modules/processing_element.h"

namespace ohmic::sim {

/// A tile: its buffer, its digital unit and its processing elements.
class Tile : public sc_core::sc_module {
 public:
  /// @param placed  arrays of the whole chip; those of tile @p number are built.
  Tile(const sc_core::sc_module_name& name, ChipContext& context, int number,
       const std::vector<PlacedArray>& placed);

  Buffer buffer;
  DigitalUnit digital;

  /// The arrays of a layer that stand here, with their index.
  struct Resident {
    PlacedArray placed;
    ArrayUnit* unit;
  };
  [[nodiscard]] const std::vector<Resident>& residents() const { return residents_; }

 private:
  std::vector<std::unique_ptr<ProcessingElement>> elements_;
  std::vector<Resident> residents_;
};

}  // namespace ohmic::sim
