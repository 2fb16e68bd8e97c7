// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_faults.h"

#include <fmt/format.h>

namespace ohmic::devices {
namespace {

using configs::Dimension;
using configs::Range;
using configs::Section;

StuckRates readRates(const Section& faults, const char* high, const char* low) {
  StuckRates rates;
  rates.high = faults.fraction(high, Range::between(0.0, 1.0), 0.0);
  rates.low = faults.fraction(low, Range::between(0.0, 1.0), 0.0);
  if (rates.high + rates.low > 1.0) {
    faults.refuse(
        low, fmt::format("found {:g} % beside {:g} % of {}", 100.0 * rates.low, 100.0 * rates.high, high),
        "at most 100 % together", "lower one of them");
  }
  return rates;
}

}  // namespace

std::shared_ptr<const Faults> readFaults(const Section& section, const ConductanceRange& range) {
  if (!section.present() || section.choice("model", {"stuck", "none"}, "stuck") == "none") {
    return nullptr;
  }
  auto faults = std::make_shared<Faults>();
  faults->cells = readRates(section, "stuck_high", "stuck_low");
  faults->rows = readRates(section, "row_high", "row_low");
  faults->columns = readRates(section, "column_high", "column_low");
  if (section.has("map")) {
    faults->list = readStuckCells(section.file("map"));
  }
  faults->highConductance =
      section.quantity("g_high", Dimension::conductance, Range::atLeast(0.0), range.greatest);
  faults->lowConductance =
      section.quantity("g_low", Dimension::conductance, Range::atLeast(0.0), range.least);
  if (faults->highConductance <= faults->lowConductance) {
    section.refuse("g_high",
                   fmt::format("found {}, which is not above g_low",
                               configs::formatQuantity(faults->highConductance, Dimension::conductance)),
                   fmt::format("allowed: above {}",
                               configs::formatQuantity(faults->lowConductance, Dimension::conductance)));
  }
  return faults;
}

std::shared_ptr<const Variation> readVariation(const Section& section) {
  if (!section.present() || section.choice("model", {"gaussian", "none"}, "gaussian") == "none") {
    return nullptr;
  }
  auto variation = std::make_shared<Variation>();
  variation->die = section.fraction("die", Range::between(0.0, 1.0), 0.0);
  variation->array = section.fraction("array", Range::between(0.0, 1.0), 0.0);
  return variation;
}

}  // namespace ohmic::devices
