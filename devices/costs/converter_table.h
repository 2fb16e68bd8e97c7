// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>

#include "devices/costs/component_costs.h"

namespace ohmic::devices {

/// Costs of converters by their bits, from a CSV file:
///
///     bits,energy_J,area_m2,leakage_W,latency_s,source
///     5,6e-13,3e-10,2e-6,,"post-layout, 2026-03"
///
/// Energy and latency are those of a conversion (no latency: none is stated), area and leakage of one
/// converter.
///
/// @throws configs::InputError naming the line of a wrong number, a negative one, bits said twice, or a
/// source that
///         is missing.
[[nodiscard]] std::map<int, ComponentCost> readConverterTable(const std::filesystem::path& file);

}  // namespace ohmic::devices
