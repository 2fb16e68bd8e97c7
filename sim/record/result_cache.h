// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ohmic::sim {

/// Name of an entry of a cache: what it is, and the XXH3-128 of all that its content depends on.
[[nodiscard]] std::string cacheName(std::string_view kind, std::string_view inputs);

/// A folder with intermediate results that several runs have in common, one file each. Any number of
/// processes and threads may use it at once. It changes no result: an entry is believed only if its file
/// carries the entry's name and the hash of its content, and whatever else lies there is as if it were
/// absent. An entry that cannot be kept (a full disk, a folder that cannot be written) is not kept, and
/// nobody is told.
class ResultCache {
 public:
  static constexpr std::uintmax_t kMostBytes = std::uintmax_t{1} << 30;

  /// @param folder     made with the first entry.
  /// @param mostBytes  of all entries together: those that nobody has used for the longest time make room
  ///                   for new ones. An entry of more than a quarter of it is not kept. Processes that
  ///                   keep entries at once may each exceed it by 1/32.
  explicit ResultCache(std::filesystem::path folder, std::uintmax_t mostBytes = kMostBytes)
      : folder_(std::move(folder)), mostBytes_(mostBytes) {}

  /// The content of an entry. @param name  of cacheName().
  [[nodiscard]] std::optional<std::string> find(const std::string& name) const noexcept;

  /// Whether an entry of so many bytes would be kept: spares making its content.
  [[nodiscard]] bool keeps(std::uintmax_t bytes) const noexcept { return bytes <= mostBytes_ / 4; }

  void keep(const std::string& name, const std::string& content) const noexcept;

 private:
  void takeRoom(std::uintmax_t bytes) const;
  void makeRoom(std::uintmax_t bytes) const;

  std::filesystem::path folder_;
  std::uintmax_t mostBytes_;
  mutable std::mutex taking_;
  mutable std::uintmax_t room_ = 0;  ///< bytes that makeRoom() has made and no entry has taken
};

}  // namespace ohmic::sim
