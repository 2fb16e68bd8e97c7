// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/loader.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace ohmic::sim {

Loader::Loader(const sc_core::sc_module_name& name, ChipContext& context)
    : sc_module(name),
      context_(context),
      track_(context.timeline.addTrack("chip", "programming")),
      turn_(context.agenda, Rank::loader, 0, [this] { run(); }) {
  missing_ = context.placement.layersOfLoad(load_) * batchEnd();
}

bool Loader::isLoaded(std::size_t layer, std::int64_t image) const {
  return context_.placement.loads == 1 ||
         (!isWriting_ && context_.placement.layers[layer].load == load_ && image < batchEnd());
}

void Loader::finish(std::size_t /*layer*/, std::int64_t cycle) {
  lastCycle_ = std::max(lastCycle_, cycle);
  if (context_.placement.loads == 1 || --missing_ > 0) {
    return;
  }
  advance();
  if (batchBegin_ >= context_.images()) {
    return;
  }
  isWriting_ = true;
  written_ = lastCycle_ + programmingCycles();
  context_.timeline.add(track_, "load " + std::to_string(load_), lastCycle_, written_);
  turn_.wakeAt(written_);
}

void Loader::advance() {
  if (++load_ == context_.placement.loads) {
    load_ = 0;
    batchBegin_ = batchEnd();
  }
  missing_ = context_.placement.layersOfLoad(load_) * (batchEnd() - batchBegin_);
}

void Loader::run() {
  if (isWriting_ && context_.agenda.now() < written_) {
    turn_.wakeAt(written_);
    return;
  }
  isWriting_ = false;
  for (Turn* layer : layers_) {
    layer->wake();
  }
}

std::int64_t Loader::batchEnd() const {
  return std::min(batchBegin_ + context_.model().buffer.images, context_.images());
}

std::int64_t Loader::programmingCycles() const {
  double seconds = 0.0;
  for (std::size_t l = 0; l < context_.placement.layers.size(); ++l) {
    if (context_.placement.layers[l].load == load_) {
      const int rows = context_.job.deployment.plan.layers[l].options.array.rows;
      seconds = std::max(seconds, rows * context_.model().programming->secondsPerRow());
    }
  }
  return static_cast<std::int64_t>(std::ceil(seconds / context_.model().clockPeriod * (1.0 - 1e-9)));
}

}  // namespace ohmic::sim
