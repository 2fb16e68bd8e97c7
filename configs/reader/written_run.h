// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ohmic::configs {

/// What becomes of a mapping's keys where an override names another model for it.
enum class Replaced { dropped, kept };

/// A YAML file with overrides laid over it, as YAML: what the two write, presets by their names, without
/// comments.
/// @throws InputError if the file or an override cannot be understood.
[[nodiscard]] std::string writtenRun(const std::filesystem::path& file,
                                     const std::vector<std::string>& overrides, Replaced replaced);

}  // namespace ohmic::configs
