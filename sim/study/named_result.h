// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace ohmic::sim {

/// The result that a user names: a results folder, its summary.json, a point's file, or point N of a study
/// as "FOLDER:N", numbered as `ohmic study plan` lists them.
/// @throws configs::InputError for a folder without a plan, or a number without a point.
[[nodiscard]] std::filesystem::path namedResult(const std::string& text);

}  // namespace ohmic::sim
