// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "models/datasets/samples.h"
#include "sim/chip/chip.h"
#include "sim/engine/engine.h"

namespace ohmic::sim {

/// Which images go through the chip.
struct TimedStream {
  std::int64_t images = 1;   ///< the first so many of the data set
  std::int64_t checked = 1;  ///< of these, the first so many also through the functional engine
  TimelineDetail timeline = TimelineDetail::none;  ///< of the checked ones, the first eight at most
  std::function<void(std::int64_t image)> completed;
};

/// Pass images through the SystemC chip and prove that both engines agree: every bit of the logits of the
/// checked ones, every row's drive and every saturated converter if all are checked, and the plan's
/// closed-form event counts of all.
///
/// @throws EngineMismatch if they differ anywhere.
[[nodiscard]] ChipResult timeImages(const Deployment& deployment, Engine& engine, const ProgrammedChip& chip,
                                    const ChipMoment& moment, const ChipModel& model,
                                    const models::Samples& samples, const TimedStream& stream);

/// The stream of a run that checks the first @p images: where layers take turns on the arrays, at least two
/// batches.
[[nodiscard]] TimedStream checkedStream(const Deployment& deployment, const ChipModel& model,
                                        const models::Samples& samples, std::int64_t images);

}  // namespace ohmic::sim
