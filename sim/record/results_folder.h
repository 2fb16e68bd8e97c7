// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/record/made_folders.h"
#include "sim/record/temporary.h"

namespace ohmic::sim {

/// The files that a run may write, by name; kFigures is a folder of drawings as SVG.
constexpr std::array<const char*, 7> kResultFiles = {"summary.json", "layers.csv", "predictions.csv",
                                                     "report.html",  "logits.npy", "timeline.json",
                                                     "waves.vcd"};
constexpr const char* kFigures = "figures";

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
  /// @throws configs::InputError if it is no folder, another run has it, or in the place of a run's file lies
  ///         something else, or a file that may not be written.
  [[nodiscard]] static ResultsFolder force(const std::filesystem::path& folder);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Once. Fills a new folder with all files in one step. A forced one keeps what is no result; its results
  /// (with those that this run has none of, and the drawings of figures/) are replaced in one step where
  /// nothing else lies in it, otherwise one by one, and put back if one fails.
  /// @param files  names of kResultFiles with contents.
  /// @throws configs::MachineError naming the file and the system's reason; the earlier results are there
  ///         then, or, where the disk was not certain to hold the new ones, those.
  void write(const std::vector<std::pair<std::string, std::string>>& files);

 private:
  explicit ResultsFolder(std::filesystem::path path) : path_(std::move(path)) {}

  bool claim();
  void prepare();
  void fill(const std::vector<std::pair<std::string, std::string>>& files);
  void makeTemporary();
  [[nodiscard]] bool becomeNew();
  [[nodiscard]] bool exchange();
  void replace(const std::vector<std::pair<std::string, std::string>>& files);

  std::filesystem::path path_;
  MadeFolders made_;
  std::unique_ptr<Descriptor> lock_;
  std::unique_ptr<Temporary> temporary_;              ///< becomes the folder, or gives its files to it
  std::vector<std::unique_ptr<Unfinished>> written_;  ///< in it
  bool isBeside_ = false;                             ///< of a forced folder
  std::unique_ptr<Unfinished> reserve_;
};

}  // namespace ohmic::sim
