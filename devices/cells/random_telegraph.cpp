// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/random_telegraph.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

namespace ohmic::devices {

void RandomTelegraph::flicker(const CellBlock& cells, const RandomStream& stream, const double*, double,
                              double* g) const {
  if (switching_ == Switching::fast) {
    for (std::uint32_t i = 0; i < cells.size(); ++i) {
      g[i] *= 1.0 - amplitude_ * occupancy_;
    }
    return;
  }
  std::vector<std::uint32_t> words(cells.size());
  drawWords(stream, cells, words.data());
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    g[i] *= uniform(words[i]) < occupancy_ ? 1.0 - amplitude_ : 1.0;
  }
}

double RandomTelegraph::freshSigma(double g) const {
  const double mean = 1.0 - amplitude_ * occupancy_;
  return isFresh() && mean > 0.0 ? g / mean * amplitude_ * std::sqrt(occupancy_ * (1.0 - occupancy_)) : 0.0;
}

bool RandomTelegraph::isFresh() const {
  return switching_ == Switching::fast && amplitude_ > 0.0 && occupancy_ > 0.0 && occupancy_ < 1.0;
}

std::string RandomTelegraph::describe() const {
  return fmt::format("random telegraph noise, {:g} % lower for {:g} % of the time, {}", 100.0 * amplitude_,
                     100.0 * occupancy_,
                     switching_ == Switching::slow
                         ? "one state for each cell and all read times"
                         : "drawn at every read, Gaussian at the column (an approximation)");
}

}  // namespace ohmic::devices
