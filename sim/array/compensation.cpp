// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/compensation.h"

#include <cstdlib>

namespace ohmic::sim {
namespace {

/// Sum over the cells' places of the weight's magnitude, slices and polarities put together.
std::int64_t sumMagnitudes(const ProgrammedArray& array, int sliceBits) {
  std::int64_t sum = 0;
  const auto& shape = array.planes.front().levels;
  for (int row = 0; row < shape.rows(); ++row) {
    for (int column = 0; column < shape.columns(); ++column) {
      std::int64_t weight = 0;
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
  for (const auto& layer : chip.layers) {
    std::int64_t sum = 0, places = 0;
    for (const auto& array : layer.arrays) {
      sum += sumMagnitudes(array, plan.levels.sliceBits);
      places += static_cast<std::int64_t>(array.planes.front().levels.rows()) *
                array.planes.front().levels.columns();
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
