// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "sim/record/run_record.h"

namespace ohmic::sim {

/// The results of two points that a user names (namedResult()). Of two points of one search, those of the
/// largest size that both were run at.
/// @throws configs::InputError as namedResult(), and if the two were never run at one size.
[[nodiscard]] std::pair<std::filesystem::path, std::filesystem::path> resultsToCompare(
    const std::string& first, const std::string& second);

/// In which settings, figures and layers a second design differs from a first one, in lines for a terminal.
/// The accuracies' difference is paired where both have seen the same images and chips.
[[nodiscard]] std::string whyText(const RunRecord& first, const RunRecord& second);

}  // namespace ohmic::sim
