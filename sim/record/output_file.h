// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "sim/record/temporary.h"

namespace ohmic::sim {

/// A file that is there whole or not at all, and whose place is claimed before its content is computed: by a
/// locked temporary file with room on the disk beside it.
class OutputFile {
 public:
  /// Removes what killed processes left in the folder.
  /// @throws configs::InputError if the folder does not exist, or @p file is a folder, a device, a pipe, a
  ///         link to nothing; MachineError if nothing can be written there.
  explicit OutputFile(std::filesystem::path file);

  /// Once. Written, synced, renamed; the folder is synced too. A file whose place it takes gives it its
  /// permissions.
  /// @throws configs::MachineError naming the file and the system's reason; then nothing is left.
  void write(const std::string& content);

 private:
  std::filesystem::path file_;
  std::unique_ptr<Temporary> temporary_;
};

/// Whether the user has the permission to write a file that exists.
[[nodiscard]] bool mayWrite(const std::filesystem::path& file) noexcept;

/// OutputFile(file).write(content)
void writeFile(const std::filesystem::path& file, const std::string& content);

}  // namespace ohmic::sim
