// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ohmic::models {

/// XXH3-128 of the files' lengths and bytes in the given order, as 32 hexadecimal digits: the identity of a
/// model or data set, whatever its path.
/// @throws configs::InputError if a file cannot be read, or is a pipe or a device.
[[nodiscard]] std::string fileDigest(const std::vector<std::filesystem::path>& files);

/// The same of files whose names below @p folder count, as those of pictures do: they carry the labels.
[[nodiscard]] std::string fileDigest(const std::vector<std::filesystem::path>& files,
                                     const std::filesystem::path& folder);

/// Of all files in a folder and the folders below it, sorted, with their names.
/// @throws configs::InputError if one cannot be read.
[[nodiscard]] std::string folderDigest(const std::filesystem::path& folder);

}  // namespace ohmic::models
