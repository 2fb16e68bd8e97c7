// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/compensation.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace ohmic::sim {
namespace {

/// Adds to each column the sum over its cells' places of the weight's magnitude, slices and polarities put
/// together. An offset cell shows all of its conductance.
void addMagnitudes(const ProgrammedArray& array, const mapping::LevelFormat& format, int columns,
                   std::int64_t* sums) {
  const int sliceBits = format.sliceBits;
  const bool isWhole = format.isOffset() && !format.pairSubtracted;
  const auto whole = static_cast<std::int64_t>(
      isWhole ? std::nearbyint(array.commonTerm * format.sumOfSliceWeights()) : 0.0);
  for (int row = 0; row < array.planes.front().levels.rows(); ++row) {
    for (int column = 0; column < columns; ++column) {
      std::int64_t weight = whole;
      for (const auto& plane : array.planes) {
        const std::int64_t level = static_cast<std::int64_t>(plane.levels.at(row, column)) *
                                   (std::int64_t{1} << (plane.slice * sliceBits));
        weight += plane.polarity < 0 ? -level : level;
      }
      sums[column] += std::abs(weight);
    }
  }
}

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

}  // namespace

std::vector<ColumnReads> referenceReads(const ProgrammedChip& chip, const mapping::Plan& plan) {
  std::vector<ColumnReads> reads;
  for (std::size_t l = 0; l < chip.layers.size(); ++l) {
    const auto& planned = plan.layers[l].arrays;
    std::vector<std::int64_t> sums(static_cast<std::size_t>(plan.layers[l].columns), 0);
    std::int64_t places = 0;
    for (std::size_t a = 0; a < chip.layers[l].arrays.size(); ++a) {
      const auto& place = planned[a % planned.size()];
      addMagnitudes(chip.layers[l].arrays[a], plan.layers[l].levels, place.columns,
                    sums.data() + place.columnBegin);
      places += static_cast<std::int64_t>(place.rows) * place.columns;
    }
    reads.push_back({{sums.begin(), sums.end()}, static_cast<double>(places)});
  }
  return reads;
}

void compensateDrift(const std::vector<ColumnReads>& reference, const mapping::Plan& plan,
                     const std::vector<LayerHardware>& hardware, ProgrammedChip& chip) {
  const std::vector<ColumnReads> present = referenceReads(chip, plan);
  for (std::size_t l = 0; l < chip.layers.size(); ++l) {
    auto& gain = chip.layers[l].gain;
    if (hardware[l].compensation == Compensation::perLayer) {
      const double now = sum(present[l].sums) / present[l].places;
      const double then = sum(reference[l].sums) / reference[l].places;
      std::fill(gain.begin(), gain.end(), now > 0.0 ? then / now : 1.0);
    }
    for (std::size_t c = 0; c < gain.size() && hardware[l].compensation == Compensation::perColumn; ++c) {
      gain[c] = present[l].sums[c] > 0.0 ? reference[l].sums[c] / present[l].sums[c] : 1.0;
    }
  }
}

}  // namespace ohmic::sim
