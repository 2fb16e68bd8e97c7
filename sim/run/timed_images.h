// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "models/datasets/samples.h"
#include "sim/chip/chip.h"
#include "sim/engine/engine.h"

namespace ohmic::sim {

/// Pass the first @p images samples (at least two batches, where layers take turns on the arrays) through the
/// SystemC chip and prove that both engines agree: every bit of
/// the logits, every row's drive, every saturated converter, and the plan's closed-form event counts.
///
/// @throws EngineMismatch if they differ anywhere.
[[nodiscard]] ChipResult timeImages(const Deployment& deployment, Engine& engine, const ProgrammedChip& chip,
                                    const ChipMoment& moment, const ChipModel& model,
                                    const models::Samples& samples, std::int64_t images,
                                    TimelineDetail timeline);

}  // namespace ohmic::sim
