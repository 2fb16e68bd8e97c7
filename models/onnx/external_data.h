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

/// The file itself where a path is a link: a symbolic one, or one that a checkout without links left as a
/// line of text, as git does with core.symlinks=false. Other paths stay as they are.
[[nodiscard]] std::filesystem::path followLink(const std::filesystem::path& file);

/// The file that a location names.
///
/// @param folder      the model's; empty refuses every location.
/// @param realFolder  where the model's file itself lies if its path is a link, as in Hugging Face's cache: a
/// link may
///                    lead there too. Empty: as folder.
/// @throws configs::InputError if the location is absolute, contains "..", leads out of the folders through a
/// link, or
///         names no regular file.
[[nodiscard]] std::filesystem::path findExternal(const std::filesystem::path& folder,
                                                 const std::filesystem::path& realFolder,
                                                 const std::string& location);

/// Read the part's bytes.
/// @throws configs::InputError if the file is shorter than the part's end.
[[nodiscard]] std::string readExternal(const std::filesystem::path& file, const ExternalPart& part);

}  // namespace ohmic::models
