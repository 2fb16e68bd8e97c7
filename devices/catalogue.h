// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace ohmic::devices {

/// A model that a run file may name, in words.
struct CatalogueEntry {
  std::string kind;  ///< "cell", "adc", "adc_cost"
  std::string name;  ///< as run files write it
  std::string key;   ///< "hardware.cell.model"
  std::string text;  ///< what it models and its ranges, with units
};

/// Cell models with the conductances that they hold for, kinds of converters with the ranges of their keys,
/// cost models of converters with what they cover. Made from the tables that run files are read with.
[[nodiscard]] std::vector<CatalogueEntry> catalogue();

}  // namespace ohmic::devices
