// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace ohmic::models {

/// A part of a file beside the model.
struct ExternalPart {
  std::string location;     ///< as the model states it
  std::int64_t offset = 0;  ///< bytes
  std::int64_t length = 0;  ///< bytes
};

/// The file that a location names.
///
/// @param folder  the model's; empty refuses every location.
/// @throws configs::InputError if the location is absolute, contains "..", leads out of the folder through a
/// symbolic
///         link, or names no regular file.
[[nodiscard]] std::filesystem::path findExternal(const std::filesystem::path& folder,
                                                 const std::string& location);

/// Read the part's bytes.
/// @throws configs::InputError if the file is shorter than the part's end.
[[nodiscard]] std::string readExternal(const std::filesystem::path& file, const ExternalPart& part);

}  // namespace ohmic::models
