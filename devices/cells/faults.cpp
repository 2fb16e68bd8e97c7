// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/faults.h"

#include <fmt/format.h>

#include <algorithm>

#include "configs/reader/quantity.h"

namespace ohmic::devices {
namespace {

void addRates(const char* what, const StuckRates& rates, std::string& text) {
  if (rates.high > 0.0 || rates.low > 0.0) {
    text += fmt::format("{:g} % of the {} high, {:g} % low; ", 100.0 * rates.high, what, 100.0 * rates.low);
  }
}

}  // namespace

Stuck stuckBy(const StuckRates& rates, std::uint32_t word) noexcept {
  const double u = uniform(word);
  return u < rates.high ? Stuck::high : 1.0 - u < rates.low ? Stuck::low : Stuck::no;
}

void Faults::drawCells(const CellBlock& block, const RandomStream& stream, Stuck* states) const {
  std::vector<std::uint32_t> words(block.size());
  drawWords(stream, block, words.data());
  std::transform(words.begin(), words.end(), states,
                 [this](std::uint32_t word) { return stuckBy(cells, word); });
}

std::string Faults::describe() const {
  std::string text = "stuck: ";
  addRates("cells", cells, text);
  addRates("word lines", rows, text);
  addRates("bit lines", columns, text);
  if (!list.empty()) {
    text += fmt::format("{} by a list; ", list.size());
  }
  const auto siemens = [](double g) { return configs::formatQuantity(g, configs::Dimension::conductance); };
  return text + fmt::format("high at {}, low at {}", siemens(highConductance), siemens(lowConductance));
}

}  // namespace ohmic::devices
