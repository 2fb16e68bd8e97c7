// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "configs/reader/quantity.h"

namespace ohmic::sim {

/// What texts of one key amount to.
struct Amounts {
  bool isNumeric = false;                       ///< numbers, fractions, or quantities of one dimension
  std::vector<double> values;                   ///< one for each text, in SI base units; empty if not numeric
  std::optional<configs::Dimension> dimension;  ///< none: numbers or fractions
};

[[nodiscard]] Amounts readAmounts(const std::vector<std::string>& texts);

/// Unit of a column's values as its name ends: "_s" for time, "_ohm"; empty without dimension.
[[nodiscard]] std::string columnSuffix(const std::optional<configs::Dimension>& dimension);

}  // namespace ohmic::sim
