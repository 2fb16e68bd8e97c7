// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sim/study/study.h"

namespace ohmic::sim {

/// How a point's process ended.
struct PointEnd {
  bool isDone = false;
  std::string reason;     ///< "exit code 3", "signal 6 (Aborted)", "longer than 600 s"; empty if done
  std::string lastWords;  ///< the end of what it said on stderr
  bool isMachines =
      false;  ///< exit code 3: the machine failed, a full disk say; the point may be tried again
};

/// Gives back the page of a number that processes share.
struct SharedNumber {
  void operator()(int* number) const noexcept;
};

/// A point at work: a process of its own with limits on time and memory. It dies with the process that
/// started it, however that one ends.
class PointProcess {
 public:
  /// Forks the program that calls it, whose threads must all have ended.
  /// @param work      what the point's process does, with the memory that its parent had; returns the exit
  ///                  code. Files that were open are closed to it.
  /// @param messages  file that takes its stderr, locked by the process while it lives; removed at the end
  /// @param now       seconds of a steady clock
  /// @throws configs::MachineError if no process can be started.
  PointProcess(const std::function<int()>& work, std::filesystem::path messages, const PointLimits& limits,
               double now);
  PointProcess(const PointProcess&) = delete;
  PointProcess& operator=(const PointProcess&) = delete;
  ~PointProcess();  ///< kills what still works

  /// How it ended; nothing while it works. Kills it when its time is over.
  /// @throws configs::MachineError if it could not begin, with the system's reason.
  [[nodiscard]] std::optional<PointEnd> poll(double now);

 private:
  [[nodiscard]] PointEnd describe(int status) const;

  pid_t process_ = -1;
  std::filesystem::path messages_;
  PointLimits limits_;
  double start_;
  bool isOverdue_ = false;
  std::unique_ptr<int, SharedNumber> reason_;  ///< errno of a child that could not begin
};

}  // namespace ohmic::sim
