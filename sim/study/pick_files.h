// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "sim/study/plan.h"

namespace ohmic::sim {

/// The run file of a point, which `ohmic run` takes: the base run's with the point's values in their places
/// and absolute paths. It is only given if it reads as the very run that the point is.
///
/// @param name  of the file to be, for the look-up of what lies beside it.
/// @pre point.overrides
/// @returns nothing where no one file says the same, as with presets beside the base run.
/// @throws configs::InputError if the base run cannot be read any more.
[[nodiscard]] std::optional<std::string> runFileOf(const StudyPlan& plan, const StudyPoint& point,
                                                   const std::filesystem::path& name,
                                                   const PlanEnvironment& environment);

}  // namespace ohmic::sim
