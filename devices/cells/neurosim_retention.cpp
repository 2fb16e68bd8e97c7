// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/neurosim_retention.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "configs/mathematics/elementary.h"
#include "configs/reader/quantity.h"

namespace ohmic::devices {

void NeurosimRetention::age(const CellBlock& cells, const RandomStream& stream, const double*,
                            double readTime, double* g) const {
  if (!refusal(readTime).empty()) {
    throw std::out_of_range(fmt::format("read time {} s outside {}", readTime, refusal(readTime)));
  }
  if (readTime == 0.0) {
    return;
  }
  const double up = configs::exponential(v_ * configs::logarithm(readTime));
  std::vector<std::uint32_t> words(cells.size(), 0);
  if (direction_ == Direction::random) {
    drawWords(stream, cells, words.data());
  }
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    const int sign = direction_ == Direction::random ? static_cast<int>(uniform(words[i]) * 3.0) - 1
                     : target_ > g[i]                ? 1
                     : target_ < g[i]                ? -1
                                                     : 0;
    const double moved = sign > 0 ? g[i] * up : sign < 0 ? g[i] / up : g[i];
    g[i] = std::clamp(moved, range_.least, range_.greatest);
  }
}

std::string NeurosimRetention::refusal(double readTime) const {
  return readTime > 0.0 && readTime < 1.0 ? "0 s, and 1 s or more" : "";
}

std::string NeurosimRetention::describe() const {
  const auto siemens = [](double g) { return configs::formatQuantity(g, configs::Dimension::conductance); };
  return fmt::format("retention, g t^({:g} s), t in s from 1, {}, clamped to {} to {} (NeuroSim)", v_,
                     direction_ == Direction::random
                         ? "s = -1, 0 or 1 of each cell"
                         : fmt::format("s the direction towards {}", siemens(target_)),
                     siemens(range_.least), siemens(range_.greatest));
}

}  // namespace ohmic::devices
