// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace ohmic::sim {

/// Write a file so that it is there whole or not at all: a temporary file beside it, synced, renamed; the
/// folder is synced too.
/// @throws configs::MachineError naming the file and the system's reason.
void writeFile(const std::filesystem::path& file, const std::string& content);

/// Make a folder so that it is there whole or not at all: @p fill writes its files into a temporary folder
/// beside it, which is then renamed. A folder that exists is filled where it is, file by file.
/// @throws configs::MachineError naming the folder and the system's reason.
void writeFolder(const std::filesystem::path& folder,
                 const std::function<void(const std::filesystem::path& folder)>& fill);

/// The first of `<parent>/<name>-1`, `-2`, ... that does not exist. Creates nothing.
[[nodiscard]] std::filesystem::path nextFreeFolder(const std::filesystem::path& parent,
                                                   const std::string& name);

}  // namespace ohmic::sim
