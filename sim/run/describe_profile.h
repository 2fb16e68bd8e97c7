// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "mapping/plan.h"
#include "sim/array/stage_clock.h"
#include "sim/record/run_record.h"

namespace ohmic::sim {

/// What the clock counted in @p seconds, and the multiply-adds of @p images images: each level of a matrix's
/// columns times each drive of its rows, by position, slice, converted line and input phase.
[[nodiscard]] ProfileRecord describeProfile(StageClock& clock, double seconds, const mapping::Plan& plan,
                                            std::int64_t images);

}  // namespace ohmic::sim
