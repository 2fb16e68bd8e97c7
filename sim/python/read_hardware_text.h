// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/python/loaded_run.h"
#include "sim/run/hardware_choice.h"

namespace ohmic::sim::python {

/// Hardware of a text that has a `hardware` section and nothing else.
struct HardwareText {
  HardwareChoice choice;
  std::vector<double> readTimes;
  std::optional<double> readVoltage;  ///< V at the greatest drive; none: nothing says so
};

/// @throws configs::InputError with place and key.
[[nodiscard]] HardwareText readHardwareText(const std::string& text, const World& world);

}  // namespace ohmic::sim::python
