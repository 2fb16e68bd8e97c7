// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "configs/reader/section.h"
#include "devices/converters/adc.h"
#include "devices/costs/component_costs.h"

namespace ohmic::devices {

/// Read the costs of `hardware.chip`: `node`, `costs: { element: {...}, tile: {...}, chip: {...} }` and
/// `adc: { model, rate, per_element }`, with neurosim_sar also `column_resistance`. A component of
/// ChipCosts' table that is absent has no cost. Given costs (`energy`, `per`, `area`, `leakage`, `source`)
/// win over published ones; `costs.element.adc` gives those of converters by their bits (a mapping or a CSV
/// file), `costs.macro` those of a macro in place of all of an element. With `costs.model: equations` only
/// given costs are read: the caller computes the others (completeWith()).
///
/// @param adc      the converters that the ADC cost model must cover.
/// @param bitsKey  full path of their bits, for the remedy.
/// @throws configs::InputError naming the key; outside a model's coverage, with a --set that is covered.
[[nodiscard]] ChipCosts readCosts(const configs::Section& chip, const AdcFormat& adc,
                                  const std::string& bitsKey = "hardware.adc.bits");

/// Whether `costs.model` says equations.
[[nodiscard]] bool isComputed(const configs::Section& chip);

/// Given costs with computed ones for what nothing is given of; beside a macro, of what is outside of it.
[[nodiscard]] ChipCosts completeWith(const ChipCosts& computed, ChipCosts given);

}  // namespace ohmic::devices
