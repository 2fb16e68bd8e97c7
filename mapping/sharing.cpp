// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/sharing.h"

#include <algorithm>
#include <vector>

namespace ohmic::mapping {
namespace {

/// An array with room, and the layers on it.
struct OpenArray {
  std::vector<std::size_t> layers;  ///< the host first
  int rows = 0, lines = 0;          ///< taken
};

bool isSmall(const LayerPlan& layer) {
  return layer.options.array.shared && layer.arrays.size() == 1 && layer.replicas == 1;
}

bool hasRoom(const OpenArray& array, const LayerPlan& layer) {
  const auto& format = layer.options.array;
  return array.rows + layer.arrays[0].rows <= format.rows &&
         array.lines + layer.lines(layer.arrays[0].columns) <= format.columns;
}

bool isSameShape(const LayerPlan& a, const LayerPlan& b) {
  return a.options.array.rows == b.options.array.rows && a.options.array.columns == b.options.array.columns &&
         a.crossbarsPerArray() == b.crossbarsPerArray();
}

/// Tell the layers of an array where they are.
void settle(const OpenArray& array, Plan& plan) {
  if (array.layers.size() == 1) {
    return;
  }
  double digits = 0.0;
  for (const std::size_t l : array.layers) {
    digits += static_cast<double>(plan.layers[l].usedCells());
  }
  SharedPlace place;
  place.host = array.layers[0];
  place.hostName = plan.layers[place.host].name;
  for (const std::size_t l : array.layers) {
    auto& layer = plan.layers[l];
    place.share = static_cast<double>(layer.usedCells()) / digits;
    layer.shared = place;
    ++place.tenant;
    place.rowBegin += layer.arrays[0].rows;
    place.lineBegin += layer.lines(layer.arrays[0].columns);
  }
}

}  // namespace

void shareArrays(const MayShare& mayShare, Plan& plan) {
  std::vector<OpenArray> arrays;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const auto& layer = plan.layers[l];
    if (!isSmall(layer)) {
      continue;
    }
    auto array = std::find_if(arrays.begin(), arrays.end(), [&](const OpenArray& open) {
      return isSameShape(plan.layers[open.layers[0]], layer) && mayShare(open.layers[0], l) &&
             hasRoom(open, layer);
    });
    array = array == arrays.end() ? arrays.insert(array, OpenArray{}) : array;
    array->layers.push_back(l);
    array->rows += layer.arrays[0].rows;
    array->lines += layer.lines(layer.arrays[0].columns);
  }
  for (const auto& array : arrays) {
    settle(array, plan);
  }
}

}  // namespace ohmic::mapping
