// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/accumulator.h"

#include <algorithm>

#include "sim/chip/tap.h"

namespace ohmic::sim {

Accumulator::Accumulator(const sc_core::sc_module_name& name, ChipContext& context, std::size_t layer)
    : sc_module(name),
      context_(context),
      number_(layer),
      layer_(context.job.deployment.plan.layers[layer]),
      arithmetic_(context.job.deployment.arithmetic[layer]),
      programmed_(context.job.chip.layers[layer]),
      placed_(context.placement.layers[layer]),
      events_(context.events[layer]),
      output_(context.graph().values[context.graph().nodes[layer_.node].output].shape),
      steps_(steps(context.graph(), context.graph().nodes[layer_.node])) {}

void Accumulator::accept(const PartialSum& words, std::int64_t cycle) {
  const auto& array = layer_.arrays[words.array % layer_.arrays.size()];
  const int tile = placed_.arrays[words.array].tile;
  const std::int64_t bits = static_cast<std::int64_t>(array.columns) * context_.model().digital.sumBits;
  events_.networkBitHops += bits * context_.placement.hops(tile, placed_.home());
  Open& position = open(words.operation);
  position.cycle = std::max(position.cycle, mesh->send(tile, placed_.home(), bits, cycle));
  for (int c = 0; c < array.columns; ++c) {
    position.sums[array.columnBegin + c] += words.sums[c];
  }
  for (int c = 0; c < array.columns && words.offset != 0; ++c) {
    position.offsets[array.columnBegin + c] += words.offset;
  }
  events_.partialSums += array.rowBlock > 0 ? array.columns : 0;
  if (++position.heard == layer_.arrays.size()) {
    finish(position);
    const auto place =
        std::find_if(open_.begin(), open_.end(), [&](const Open& other) { return &other == &position; });
    used_.splice(used_.begin(), open_, place);
    sendComplete();
  }
}

Accumulator::Open& Accumulator::open(const Operation& operation) {
  const auto found = std::find_if(open_.begin(), open_.end(), [&](const Open& position) {
    return position.position == operation.position && position.image == operation.image;
  });
  if (found != open_.end()) {
    return *found;
  }
  if (used_.empty()) {
    used_.emplace_back();
  }
  open_.splice(open_.end(), used_, used_.begin());
  Open& position = open_.back();
  position.image = operation.image;
  position.position = operation.position;
  position.heard = 0;
  position.cycle = 0;
  position.sums.assign(static_cast<std::size_t>(layer_.columns), 0);
  position.offsets.assign(static_cast<std::size_t>(layer_.columns), 0);
  return position;
}

void Accumulator::finish(const Open& position) {
  Rows& rows = rowsOf(position);
  place(position, rows.values.values);
  events_.digital[static_cast<std::size_t>(DigitalKind::dequantise)] += layer_.columns;
  rows.cycle = std::max(rows.cycle, digital->serve(position.cycle, layer_.columns, layer_.name).done);
  --rows.missing;
}

Accumulator::Rows& Accumulator::rowsOf(const Open& position) {
  const std::int64_t step = steps_ > 1 ? position.position / layer_.patch.outputWidth : 0;
  Rows& rows = rows_[position.image * steps_ + step];
  if (rows.values.values.empty()) {
    const std::int64_t count = output_.rows / steps_;
    rows.missing = static_cast<int>(layer_.patch.positions() / steps_);
    rows.values = {position.image, step * count, count,
                   std::vector<float>(static_cast<std::size_t>(count * output_.elements()))};
  }
  return rows;
}

/// Dequantise a position into its rows: pixels of channels, or of a linear layer one row of outputs each.
void Accumulator::place(const Open& position, std::vector<float>& values) const {
  const auto& patch = layer_.patch;
  const std::int64_t positions = patch.positions() / steps_;
  const std::int64_t at = position.position % positions;
  for (int c = 0; c < layer_.columns; ++c) {
    const std::int64_t place = patch.channelsLast ? at * layer_.columns + c : c * positions + at;
    const auto column = static_cast<std::size_t>(c);
    const float value =
        arithmetic_.output(position.sums[c], position.offsets[c], c, programmed_.gain[column]);
    values[static_cast<std::size_t>(place)] =
        programmed_.norms.empty() ? value : programmed_.norms[column].of(value);
  }
}

void Accumulator::sendComplete() {
  while (!rows_.empty() && rows_.begin()->first == sent_ && rows_.begin()->second.missing == 0) {
    Rows& rows = rows_.begin()->second;
    tap(Place::accumulator, rows.values.values);
    rows.cycle = sentCycle_ =
        std::max(rows.cycle, sentCycle_);  // later rows may be there before earlier ones
    if (rows.values.image == 0) {
      lastOfFirstImage_ = rows.cycle;
    }
    out->accept(rows.values, rows.cycle);
    const std::int64_t cycle = rows.cycle;
    rows_.erase(rows_.begin());
    if (++sent_ % steps_ == 0) {
      loader->finish(number_, cycle);
    }
  }
}

}  // namespace ohmic::sim
