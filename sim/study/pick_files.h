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

/// The text of a run file of the answer, "pick-1.yaml": the hash of the run file's own text stands in the
/// first line, which tells it from one that the user edited.
[[nodiscard]] std::string pickText(std::size_t point, const std::string& study, const std::string& run);

/// Removes the files pick-N.yaml of a folder that are as pickText() made them.
/// @returns the names of the others, which stay.
std::vector<std::string> removePicks(const std::filesystem::path& folder);

}  // namespace ohmic::sim
