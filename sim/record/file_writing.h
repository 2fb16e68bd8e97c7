// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace ohmic::sim {

/// Each throws configs::MachineError naming @p file and the system's reason.

/// Writes a small block into an empty file: a full disk is found now.
void reserveRoom(int descriptor, const std::filesystem::path& file);

/// Makes @p content the first bytes of a file: in the system's memory, not yet on the disk.
void writeFront(int descriptor, const std::string& content, const std::filesystem::path& file);

/// Makes @p content all that a file holds, down to the disk.
void fillFile(int descriptor, const std::string& content, const std::filesystem::path& file);

/// What was made, renamed or removed in a folder stays so when the machine stops. "" is the current folder.
void syncFolder(const std::filesystem::path& folder);

}  // namespace ohmic::sim
