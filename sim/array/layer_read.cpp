// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/layer_read.h"

#include <algorithm>

#include "sim/array/read_form.h"

namespace ohmic::sim {

LayerReader::LayerReader(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic)
    : layer_(layer), arithmetic_(arithmetic) {}

bool LayerReader::readsPositions(const ProgrammedLayer& layer) const {
  return readForm(layer_, arithmetic_, layer) == ReadForm::positions;
}

void LayerReader::run(const ProgrammedLayer& layer, const ChipMoment& moment, std::uint32_t image,
                      const float* input, float* output, LayerCounts& counts, Storing storing) {
  if (readsPositions(layer)) {
    positions().run(layer, moment, image, input, output, counts,
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

PositionReader& LayerReader::positions() {
  if (!positions_) {
    positions_ = std::make_unique<PositionReader>(layer_, arithmetic_);
  }
  return *positions_;
}

ColumnReader& LayerReader::columns() {
  if (!columns_) {
    columns_ = std::make_unique<ColumnReader>(layer_, arithmetic_);
  }
  return *columns_;
}

void LayerReader::listen(const ProgrammedLayer& layer, const float* input, SumListener& listener) {
  if (readsPositions(layer)) {
    positions().listen(layer, input, listener);
  } else {
    columns().listen(layer, input, listener);
  }
}

}  // namespace ohmic::sim
