// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/read_form.h"

#include <algorithm>
#include <limits>

#include "sim/array/block_conversion.h"

namespace ohmic::sim {
namespace {

/// Whether code sums times their weights are exact in double.
bool sumsFitDouble(const LayerArithmetic& arithmetic) {
  double greatest = 0.0;
  for (int slice = 0; slice < arithmetic.slices && !arithmetic.lsb.empty(); ++slice) {
    greatest += static_cast<double>(arithmetic.weight(slice, 0)) * std::numeric_limits<std::int32_t>::max();
  }
  constexpr double kExact = 9007199254740992.0;  // 2^53
  return greatest < kExact;
}

bool allowsPositions(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic) {
  return convertsInBlocks(layer, arithmetic) && !arithmetic.unitConverted && arithmetic.bends.empty() &&
         arithmetic.dacErrors.none() && arithmetic.offsetPerCode == 0.0 && sumsFitDouble(arithmetic);
}

bool allowsPositions(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic,
                     const ProgrammedLayer& programmed) {
  return std::all_of(programmed.arrays.begin(), programmed.arrays.end(), [&](const auto& array) {
    return std::all_of(array.planes.begin(), array.planes.end(), [&](const auto& plane) {
      const bool subtractsNoise = plane.varianceUnit > 0.0 && plane.unitVariance.columns() > 0;
      return plane.converters.empty() && plane.gatedPlus.empty() && !subtractsNoise &&
             convertsInBlocks(layer, arithmetic, plane);
    });
  });
}

}  // namespace

bool suitsPositions(const mapping::LayerPlan& layer) {
  constexpr int kFewPositions = 12;  // below, lanes are empty
  return layer.replicas == 1 && layer.greatestRowGroups() == 1 && !layer.patch.channelsLast &&
         layer.patch.positions() >= kFewPositions;
}

void layTiles(const mapping::LayerPlan& layer, ProgrammedArray& array) {
  if (!suitsPositions(layer)) {
    return;
  }
  for (auto& plane : array.planes) {
    plane.levels.layTiles();
    plane.variance.layTiles();
  }
}

ReadForm readForm(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic,
                  const ProgrammedLayer& programmed) {
  return suitsPositions(layer) && allowsPositions(layer, arithmetic) &&
                 allowsPositions(layer, arithmetic, programmed)
             ? ReadForm::positions
             : ReadForm::columns;
}

}  // namespace ohmic::sim
