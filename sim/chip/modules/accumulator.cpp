// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/accumulator.h"

#include <algorithm>
#include <utility>

#include "sim/chip/tap.h"

namespace ohmic::sim {

Accumulator::Accumulator(const sc_core::sc_module_name& name, ChipContext& context, std::size_t layer)
    : sc_module(name),
      context_(context),
      number_(layer),
      layer_(context.job.deployment.plan.layers[layer]),
      placed_(context.placement.layers[layer]),
      events_(context.events[layer]),
      output_(context.graph().values[context.graph().nodes[layer_.node].output].shape),
      steps_(steps(context.graph(), context.graph().nodes[layer_.node])),
      sums_(layer_, context.job.deployment.arithmetic[layer], context.job.chip.layers[layer]) {
  for (const auto& place : placed_.arrays) {
    const auto& array = layer_.arrays[sources_.size() % layer_.arrays.size()];
    const std::int64_t bits = static_cast<std::int64_t>(array.columns) * context.model().digital.sumBits;
    sources_.push_back({place.tile, bits, bits * context.placement.hops(place.tile, placed_.home()),
                        array.rowBlock > 0 ? array.columns : 0});
  }
}

void Accumulator::take(PartialSums& words) {
  sums_.add(layer_.arrays[words.array % layer_.arrays.size()], words.operations.count, words.sums.data(),
            words.offsets.data());
  if (++arraysTaken_ == layer_.arrays.size()) {
    arraysTaken_ = 0;
    store(words.operations);
  }
}

/// Put positions into their row: pixels of channels, or of a linear layer one row of outputs each.
void Accumulator::store(const Operations& operations) {
  const std::int64_t positions = layer_.patch.positions() / steps_;
  Rows& rows = rowsOf(operations.image, operations.position);
  sums_.store(operations.count, static_cast<int>(operations.position % positions), operations.step, positions,
              rows.values.values.data());
}

void Accumulator::accept(const PartialSum& words, std::int64_t cycle) {
  const Source& source = sources_[words.array];
  events_.networkBitHops += source.bitHops;
  events_.partialSums += source.additions;
  Open& position = open(words.operation);
  position.cycle = std::max(position.cycle, mesh->send(source.tile, placed_.home(), source.bits, cycle));
  if (++position.heard == layer_.arrays.size()) {
    finish(position);
    position = open_.back();
    open_.pop_back();
    sendComplete();
  }
}

Accumulator::Open& Accumulator::open(const Operation& operation) {
  const auto found = std::find_if(open_.begin(), open_.end(), [&](const Open& position) {
    return position.position == operation.position && position.image == operation.image;
  });
  return found != open_.end() ? *found : open_.emplace_back(Open{operation.image, operation.position, 0, 0});
}

void Accumulator::finish(const Open& position) {
  Rows& rows = rowsOf(position.image, position.position);
  events_.digital[static_cast<std::size_t>(DigitalKind::dequantise)] += layer_.columns;
  rows.cycle = std::max(rows.cycle, digital->serve(position.cycle, layer_.columns, layer_.name).done);
  --rows.missing;
}

Accumulator::Rows& Accumulator::rowsOf(std::int64_t image, int position) {
  const std::int64_t step = steps_ > 1 ? position / layer_.patch.outputWidth : 0;
  Rows& rows = rows_[image * steps_ + step];
  if (rows.values.values.empty()) {
    const std::int64_t count = output_.rows / steps_;
    rows.missing = static_cast<int>(layer_.patch.positions() / steps_);
    rows.values = {image, step * count, count, {}};
    if (!used_.empty()) {
      rows.values.values.swap(used_.back());
      used_.pop_back();
    }
    rows.values.values.resize(static_cast<std::size_t>(count * output_.elements()));
  }
  return rows;
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
    used_.push_back(std::move(rows.values.values));
    rows_.erase(rows_.begin());
    if (++sent_ % steps_ == 0) {
      loader->finish(number_, cycle);
    }
  }
}

}  // namespace ohmic::sim
