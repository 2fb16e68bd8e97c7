// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "sim/record/unfinished.h"

namespace ohmic::sim {

/// A folder and those around it, made as far as they were missing. What was made vanishes with this object,
/// unless it is kept or something lies in it.
class MadeFolders {
 public:
  MadeFolders() = default;

  /// @throws configs::InputError if a folder around it is none, MachineError if one cannot be made.
  explicit MadeFolders(const std::filesystem::path& folder);

  /// The folder itself is new: nobody else has made it.
  [[nodiscard]] bool isNew() const noexcept { return isNew_; }

  void keep() noexcept;

 private:
  int make(const std::filesystem::path& folder);
  void makeParents(const std::filesystem::path& folder);

  std::vector<std::unique_ptr<Unfinished>> made_;  ///< the outermost last: they vanish in this order
  bool isNew_ = false;
};

/// Makes a folder within one of ours, if it is missing.
/// @throws configs::InputError for a link in its place, which would lead the files elsewhere, and for what
///         is no folder; MachineError if it cannot be made.
void makeOwnFolder(const std::filesystem::path& folder);

}  // namespace ohmic::sim
