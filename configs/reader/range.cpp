// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/range.h"

#include <fmt/format.h>

#include <cmath>

#include "configs/reader/number.h"

namespace ohmic::configs {
namespace {

template <typename Format>
std::string describe(const Range& range, const Format& format) {
  const bool below = std::isfinite(range.greatest);
  if (std::isfinite(range.least) && below) {
    return fmt::format("in {}{}, {}{}", range.openLeast ? '(' : '[', format(range.least),
                       format(range.greatest), range.openGreatest ? ')' : ']');
  }
  if (std::isfinite(range.least)) {
    return fmt::format("{} {}", range.openLeast ? ">" : ">=", format(range.least));
  }
  return below ? fmt::format("{} {}", range.openGreatest ? "<" : "<=", format(range.greatest)) : "";
}

}  // namespace

bool Range::contains(double value) const noexcept {
  const bool aboveLeast = openLeast ? value > least : value >= least;
  const bool belowGreatest = openGreatest ? value < greatest : value <= greatest;
  return std::isfinite(value) && aboveLeast && belowGreatest;
}

std::string Range::text() const { return describe(*this, formatNumber); }

std::string Range::text(Dimension dimension) const {
  return describe(*this, [dimension](double value) { return formatQuantity(value, dimension); });
}

}  // namespace ohmic::configs
