// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/record/made_folders.h"
#include "sim/record/temporary.h"

namespace ohmic::sim {

/// The folder of a run's results, claimed before the run computes. No other run can claim it; without results
/// it vanishes, with the folders around it that were made for it.
class ResultsFolder {
 public:
  /// Makes a folder, and those around it.
  /// @throws configs::InputError if it exists, MachineError if nothing can be written there.
  [[nodiscard]] static ResultsFolder make(const std::filesystem::path& folder);

  /// Makes the first of `<parent>/<name>-1`, `-2`, ... that does not exist.
  [[nodiscard]] static ResultsFolder makeNext(const std::filesystem::path& parent, const std::string& name);

  /// A folder that may exist: it is locked, and what it holds stays until write().
  /// @throws configs::InputError if it is no folder, or another run has it.
  [[nodiscard]] static ResultsFolder force(const std::filesystem::path& folder);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Once. Fills a new folder with all files in one step; in a forced one replaces them one by one, the first
  /// of them last, when all are on the disk.
  /// @param files     names with contents; none is a path.
  /// @param outdated  names of files that belong to other results: removed from a forced folder.
  /// @throws configs::MachineError naming the file and the system's reason.
  void write(const std::vector<std::pair<std::string, std::string>>& files,
             const std::vector<std::string>& outdated);

 private:
  explicit ResultsFolder(std::filesystem::path path) : path_(std::move(path)) {}

  bool claim();
  void prepare();
  void publish(const std::vector<std::pair<std::string, std::string>>& files);

  std::filesystem::path path_;
  MadeFolders made_;
  std::unique_ptr<Descriptor> lock_;
  std::unique_ptr<Temporary> temporary_;  ///< becomes the folder, or gives its files to it
  std::unique_ptr<Unfinished> reserve_;
};

}  // namespace ohmic::sim
