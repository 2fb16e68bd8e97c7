// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace ohmic::tests {

/// What a command did.
struct Outcome {
  int exitCode = -1;
  std::string output;  ///< stdout
  std::string errors;  ///< stderr
};

/// Run a shell command in a folder.
[[nodiscard]] Outcome execute(const std::string& command, const std::filesystem::path& folder);

/// A folder of its own for each test, emptied at the start.
[[nodiscard]] std::filesystem::path freshFolder(const std::string& name);

void writeText(const std::filesystem::path& file, const std::string& text);
[[nodiscard]] std::string readText(const std::filesystem::path& file);

}  // namespace ohmic::tests
