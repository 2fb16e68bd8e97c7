// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <signal.h>

#include <array>
#include <filesystem>

namespace ohmic::sim {

/// A file or an empty folder that is to vanish unless what it is for comes to its end: with this object, or,
/// where the process ends in another way, by removeUnfinished().
class Unfinished {
 public:
  /// @param path  made by the caller; registered before or after.
  explicit Unfinished(std::filesystem::path path);
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// It stays, or is gone already.
  void keep() noexcept;

 private:
  std::filesystem::path path_;
  int slot_ = -1;  ///< of the register; -1: none was free, or nothing is to be removed
  bool isKept_ = false;
};

/// Signals that end a process unless it handles them, and that are sent by a user, a cluster or a limit: they
/// leave nothing unfinished.
constexpr std::array<int, 8> kEndingSignals = {SIGINT,  SIGTERM, SIGHUP,  SIGQUIT,
                                               SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU};

/// Removes everything that is unfinished. Calls only what a signal handler may call: for handlers of signals
/// and of std::terminate.
void removeUnfinished() noexcept;

/// In a process that was just forked: what is unfinished is the other's.
void forgetUnfinished() noexcept;

}  // namespace ohmic::sim
