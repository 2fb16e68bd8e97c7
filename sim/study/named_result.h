// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace ohmic::sim {

/// A point of a study's folder by its number in `ohmic study plan`, as "FOLDER:N".
struct NamedPoint {
  std::filesystem::path folder;
  std::int64_t number = 0;  ///< as written: it may be no point's
};

/// None if the text is no FOLDER:N, or the name of something that exists.
[[nodiscard]] std::optional<NamedPoint> namedPoint(const std::string& text);

/// The result that a user names: a results folder, its summary.json, a point's file, or point N of a study
/// as "FOLDER:N", numbered as `ohmic study plan` lists them.
/// @throws configs::InputError for a folder without a plan, or a number without a point.
[[nodiscard]] std::filesystem::path namedResult(const std::string& text);

}  // namespace ohmic::sim
