// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programmed_array.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "mapping/plan.h"
#include "sim/array/layer_arithmetic.h"

namespace ohmic::sim {

devices::AdcDeviation ColumnConverters::of(int column) const {
  devices::AdcDeviation own;
  if (empty()) {
    return own;
  }
  const auto c = static_cast<std::size_t>(column);
  own.gain = gain[c], own.offset = offset[c], own.bow = bow[c];
  if (!levels.empty()) {
    own.levels.emplace();
    for (std::size_t b = 0; b * static_cast<std::size_t>(stride) < levels.size(); ++b) {
      (*own.levels)[b] = levels[b * static_cast<std::size_t>(stride) + c];
    }
  }
  for (std::size_t at = c; at < thresholds.size(); at += static_cast<std::size_t>(stride)) {
    own.thresholds.push_back(thresholds[at]);
  }
  return own;
}

void setPanels(BendTerm& bend) {
  const auto& rows = bend.coefficients;
  bend.panels.clear();
  std::vector<std::int64_t> sums(static_cast<std::size_t>(rows.columns()), 0);
  int first = 0;
  for (int pair = 0; pair < rows.rowPairs(); ++pair) {
    bool fits = true;
    for (int c = 0; c < rows.columns(); ++c) {
      const std::int64_t two =
          std::abs(std::int64_t{rows.at(2 * pair, c)}) + std::abs(std::int64_t{rows.at(2 * pair + 1, c)});
      auto& sum = sums[static_cast<std::size_t>(c)];
      sum += two * BendDrive::kGreatest;
      fits = fits && sum <= std::numeric_limits<std::int32_t>::max();
    }
    if (!fits && pair > first) {
      bend.panels.push_back(pair);
      std::fill(sums.begin(), sums.end(), 0);
      first = pair--;
    }
  }
  bend.panels.push_back(rows.rowPairs());
}

void setVarianceOffset(int activeRows, Plane& plane) {
  constexpr double kShift = 32768.0;
  const int rows = plane.variance.rows(), groups = mapping::rowGroups(rows, activeRows);
  const auto padded = static_cast<std::size_t>(plane.variance.paddedColumns());
  plane.varianceOffset.assign(static_cast<std::size_t>(groups) * padded, 0.0);
  for (int index = 0; index < groups; ++index) {
    const mapping::RowGroup group = mapping::rowGroup(rows, activeRows, index);
    double* const offsets = plane.varianceOffset.data() + static_cast<std::size_t>(index) * padded;
    const int end = std::min(2 * (group.firstPair() + group.pairs()), rows);
    for (int row = 2 * group.firstPair(); row < end; ++row) {
      for (int c = 0; c < plane.variance.columns(); ++c) {
        offsets[c] += kShift * plane.variance.at(row, c);
      }
    }
  }
}

void ProgrammedLayer::normalise(bool channelsLast, std::size_t positions, float* output) const {
  for (std::size_t c = 0; c < norms.size(); ++c) {
    for (std::size_t p = 0; p < positions; ++p) {
      float& value = output[channelsLast ? p * norms.size() + c : c * positions + p];
      value = norms[c].of(value);
    }
  }
}

}  // namespace ohmic::sim
