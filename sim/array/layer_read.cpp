// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/layer_read.h"

#include <algorithm>

namespace ohmic::sim {

LayerReader::LayerReader(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic)
    : layer_(layer), arithmetic_(arithmetic) {}

bool LayerReader::readsPositions(const ProgrammedLayer& layer) {
  const bool fits =
      PositionReader::fits(layer_, arithmetic_) && PositionReader::fits(layer_, arithmetic_, layer);
  if (fits && !positions_) {
    positions_ = std::make_unique<PositionReader>(layer_, arithmetic_);
  }
  return fits;
}

void LayerReader::run(const ProgrammedLayer& layer, const ChipMoment& moment, std::uint32_t image,
                      const float* input, float* output, LayerCounts& counts, Storing storing) {
  if (readsPositions(layer)) {
    positions_->run(layer, moment, image, input, output, counts,
                    layer.norms.empty() ? storing : Storing::plain);
    if (layer.norms.empty()) {
      return;
    }
  } else {
    columns().run(layer, moment, image, input, output, counts);
  }
  layer.normalise(layer_.patch.channelsLast, static_cast<std::size_t>(layer_.patch.positions()), output);
  if (storing == Storing::rectified) {
    const std::ptrdiff_t size = static_cast<std::ptrdiff_t>(layer_.columns) * layer_.patch.positions();
    std::transform(output, output + size, output, [](float x) { return x < 0.0F ? 0.0F : x; });
  }
}

ColumnReader& LayerReader::columns() {
  if (!columns_) {
    columns_ = std::make_unique<ColumnReader>(layer_, arithmetic_);
  }
  return *columns_;
}

void LayerReader::listen(const ProgrammedLayer& layer, const float* input, SumListener& listener) {
  if (readsPositions(layer)) {
    positions_->listen(layer, input, listener);
  } else {
    columns().listen(layer, input, listener);
  }
}

}  // namespace ohmic::sim
