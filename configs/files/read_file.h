// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace ohmic::configs {

/// A kind of file that Ohmic reads. Messages name it, docs/limits.md lists it.
struct FileKind {
  const char* expected;     ///< "allowed: a run's summary.json"
  std::uint64_t mostBytes;  ///< before anything is unpacked
  const char* remedy = "check the path";
};

/// That a path leads to a regular file (through links, too) of at most the kind's size, before anything is
/// opened: a pipe would wait for ever, a device might never end.
/// @returns its size in bytes.
/// @throws InputError naming the file: no such file, a folder, a pipe, a socket, a device, or too large.
std::uint64_t requireFile(const std::filesystem::path& file, const FileKind& kind);

/// To be called where opening or reading a file failed, before the file is blamed: errno may say that it was
/// the machine (no memory, too many open files, an error of the device).
/// @throws MachineError naming the file, if it was.
void throwIfMachineFailed(const std::filesystem::path& file);

/// A whole file, as it is.
/// @throws InputError as requireFile, and if the user may not read it; MachineError if reading fails.
[[nodiscard]] std::string readFile(const std::filesystem::path& file, const FileKind& kind);

/// Its first bytes: @p most of them, or as many as there are.
/// @throws as readFile.
[[nodiscard]] std::string readStart(const std::filesystem::path& file, const FileKind& kind,
                                    std::uint64_t most);

}  // namespace ohmic::configs
