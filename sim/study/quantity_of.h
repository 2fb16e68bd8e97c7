// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "sim/record/figure.h"
#include "sim/report/number_text.h"
#include "sim/study/study_results.h"

namespace ohmic::sim {

/// What a reader calls a column of a study's results, and how its numbers are written.
struct Quantity {
  std::string title;  ///< with the unit where numbers take no prefix: "throughput (images/s)"
  std::string unit;   ///< that takes prefixes, or "%" of shares; "" for plain numbers
  bool isReadTime = false;
  bool isWritten = false;  ///< a person wrote the numbers: as many digits as they have
  [[nodiscard]] bool isShare() const { return unit == "%"; }
};

/// A figure's title and unit.
[[nodiscard]] Quantity quantityOf(const Figure& figure);

/// The same of any column: of an axis its key without the section, in words: "wires row" for
/// "hardware.wires.row_ohm".
[[nodiscard]] Quantity quantityOf(const ResultColumn& column);

/// A number with its unit: "5 %", "91.40 %", "2.3 µJ", "1 day".
[[nodiscard]] std::string numberText(const Quantity& quantity, double value);

/// The unit for numbers up to @p largest, and what one of it is in base units.
[[nodiscard]] report::Scale scaleOf(const Quantity& quantity, double largest);

/// A number in a unit that is written elsewhere: three digits, of shares two decimals, of written ones all.
[[nodiscard]] std::string digitsText(const Quantity& quantity, double value, const report::Scale& scale);

/// A cell of the results as a reader sees it.
[[nodiscard]] std::string textAt(const ResultColumn& column, std::size_t line);

}  // namespace ohmic::sim
