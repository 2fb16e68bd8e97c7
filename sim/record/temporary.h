// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <memory>
#include <string_view>

#include "sim/record/unfinished.h"

namespace ohmic::sim {

/// An open file or folder; closed with this object, and with that unlocked.
class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();
  [[nodiscard]] int get() const noexcept { return number_; }

 private:
  int number_;
};

/// A file or folder beside what it is to become: ".ohmic-<random>.tmp", made new (never one that lay there,
/// never through a link) and locked by who writes it, so that removeStale() tells it from what a killed
/// process left.
class Temporary {
 public:
  enum class Kind { file, folder };

  /// @throws configs::MachineError naming @p folder and the system's reason.
  Temporary(const std::filesystem::path& folder, Kind kind);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_->path(); }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_->get(); }

  /// It has got its own name.
  void keep() noexcept { path_->keep(); }

 private:
  bool make(const std::filesystem::path& folder, Kind kind);

  std::unique_ptr<Descriptor> descriptor_;
  std::unique_ptr<Unfinished> path_;
};

/// Removes a file or folder that nobody has locked. Does nothing to links and devices.
void removeUnlocked(const std::filesystem::path& path) noexcept;

/// Removes the temporary files and folders in @p folder that nobody has locked.
/// @param mostEntries  of the folder are looked at.
void removeStale(const std::filesystem::path& folder,
                 std::size_t mostEntries = std::numeric_limits<std::size_t>::max()) noexcept;

/// @throws configs::MachineError "<path>: cannot <what>: <the system's reason>"
[[noreturn]] void failMachine(const std::filesystem::path& path, std::string_view what);

}  // namespace ohmic::sim
