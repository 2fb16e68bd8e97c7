// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/set_weights.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

#include "mapping/levels.h"

namespace ohmic::mapping {
namespace {

/// The part of a layer's matrix that @p band covers.
void fillBand(const LayerPlan& layer, const std::vector<float>& level, Band& band) {
  band.levels.assign(static_cast<std::size_t>(band.rows) * band.columns, 0.0F);
  // Weights of a row in neighbouring columns of a group lie a constant step apart.
  const int columnsOfGroup = layer.columns / layer.groups;
  const std::size_t step = level.size() / static_cast<std::size_t>(layer.columns);
  for (int row = 0; row < band.rows; ++row) {
    float* const cells = band.levels.data() + static_cast<std::ptrdiff_t>(row) * band.columns;
    for (int begin = 0; begin < band.columns;) {
      const int end =
          std::min(((band.columnBegin + begin) / columnsOfGroup + 1) * columnsOfGroup - band.columnBegin,
                   band.columns);
      const auto first = layer.weightAt(band.rowBegin + row, band.columnBegin + begin);
      for (int column = begin; first && column < end; ++column) {
        cells[column] =
            level[static_cast<std::size_t>(*first) + static_cast<std::size_t>(column - begin) * step];
      }
      begin = end;
    }
  }
}

const std::vector<float>& biasOf(const models::Node& node) {
  const auto* conv = std::get_if<models::Conv>(&node.op);
  return conv != nullptr ? conv->bias : std::get<models::Linear>(node.op).bias;
}

}  // namespace

void setWeights(const models::Node& node, LayerPlan& layer) {
  const auto& format = layer.options.weights;
  const auto& bias = biasOf(node);
  layer.bias = bias.empty() ? std::vector<float>(static_cast<std::size_t>(layer.columns), 0.0F) : bias;
  Levels levels = quantiseWeights(models::weightOf(node), layer.levels, format.scale, format.clip);
  layer.weightScale = std::move(levels.scale);
  for (double& scale : layer.weightScale) {
    scale *= format.gain;
  }
  for (auto& band : layer.bands) {
    fillBand(layer, levels.level, band);
  }
}

}  // namespace ohmic::mapping
