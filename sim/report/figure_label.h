// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "sim/record/figure.h"

namespace ohmic::sim::report {

// What a report calls the figure that a record keeps in a field: titleOf(&LayerRecord::cycles).

/// As axes and sentences say it: "busy cycles per image".
[[nodiscard]] std::string titleOf(const FigureValue& field);

/// By itself, above a value: "Busy cycles per image".
[[nodiscard]] std::string labelOf(const FigureValue& field);

/// Above a column of numbers in @p unit: "start, ms"; the figure's own unit without one: "utilisation, %".
[[nodiscard]] std::string headingOf(const FigureValue& field, std::string_view unit = {});

}  // namespace ohmic::sim::report
