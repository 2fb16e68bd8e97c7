// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "configs/files/read_file.h"

namespace ohmic::configs {

/// A file of an archive, as the archive's directory states it.
struct ZipEntry {
  std::string name;         ///< any bytes: never a path of ours unescaped
  std::uint64_t bytes = 0;  ///< unpacked
};

/// A ZIP archive that is read entry by entry (libzip): stored and deflated entries, ZIP64 too.
///
/// What the directory states is checked before anything is unpacked: at most 1,000,000 entries, every name
/// once, together at most the kind's bytes, and no entry larger than deflate could make it from its packed
/// bytes (1032 to 1). Memory is taken as unpacked bytes arrive.
class ZipReader {
 public:
  /// @param kind  mostBytes limits both the file and the sum of what is unpacked.
  /// @throws InputError naming the file: not readable, no archive, or one beyond the limits.
  ZipReader(const std::filesystem::path& file, const FileKind& kind);
  ~ZipReader();
  ZipReader(const ZipReader&) = delete;
  ZipReader& operator=(const ZipReader&) = delete;

  [[nodiscard]] const std::vector<ZipEntry>& entries() const noexcept { return entries_; }

  /// The unpacked bytes of an entry.
  /// @throws InputError naming the file and the entry: damaged (checksum), cut off, encrypted, or packed by
  ///         another method.
  [[nodiscard]] std::string read(std::size_t entry) const;

 private:
  struct Archive;

  [[noreturn]] void refuse(std::string found) const;
  void addEntry(std::uint64_t number);

  std::filesystem::path file_;
  FileKind kind_;
  std::unique_ptr<Archive> archive_;
  std::vector<ZipEntry> entries_;
};

/// A ZIP archive of files by name, in this order, stored as they are and dated 1 January 1980: equal files
/// give equal bytes.
/// @throws MachineError if memory does not suffice.
[[nodiscard]] std::string zipBytes(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace ohmic::configs
