// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/record/run_record.h"
#include "sim/report/palette.h"

namespace ohmic::sim::report {

/// A component with what it takes of a sum.
struct Component {
  std::string name;
  double amount = 0.0;
  Colour colour;
};

/// The components of a chip's energy, the largest first, each in its colour. Equal amounts are in the order
/// of their names.
[[nodiscard]] std::vector<Component> energyComponents(const ChipRecord& chip);

/// The same of its area.
[[nodiscard]] std::vector<Component> areaComponents(const ChipRecord& chip);

}  // namespace ohmic::sim::report
