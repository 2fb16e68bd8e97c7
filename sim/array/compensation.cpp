// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/compensation.h"

#include <cmath>
#include <cstdlib>

namespace ohmic::sim {
namespace {

/// Sum over the cells' places of the weight's magnitude, slices and polarities put together. An offset cell
/// shows all of its conductance.
std::int64_t sumMagnitudes(const ProgrammedArray& array, const mapping::LevelFormat& format, int columns) {
  std::int64_t sum = 0;
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
      sum += std::abs(weight);
    }
  }
  return sum;
}

}  // namespace

std::vector<double> referenceReads(const ProgrammedChip& chip, const mapping::Plan& plan) {
  std::vector<double> means;
  for (std::size_t l = 0; l < chip.layers.size(); ++l) {
    const auto& planned = plan.layers[l].arrays;
    std::int64_t sum = 0, places = 0;
    for (std::size_t a = 0; a < chip.layers[l].arrays.size(); ++a) {
      const auto& place = planned[a % planned.size()];
      sum += sumMagnitudes(chip.layers[l].arrays[a], plan.layers[l].levels, place.columns);
      places += static_cast<std::int64_t>(place.rows) * place.columns;
    }
    means.push_back(static_cast<double>(sum) / static_cast<double>(places));
  }
  return means;
}

void compensateDrift(const std::vector<double>& reference, const mapping::Plan& plan, ProgrammedChip& chip) {
  const std::vector<double> present = referenceReads(chip, plan);
  for (std::size_t l = 0; l < chip.layers.size(); ++l) {
    chip.layers[l].gain = present[l] > 0.0 ? reference[l] / present[l] : 1.0;
  }
}

}  // namespace ohmic::sim
