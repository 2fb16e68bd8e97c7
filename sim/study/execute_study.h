// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/study/plan.h"
#include "sim/study/study_folder.h"

namespace ohmic::sim {

/// Which points a process takes: those whose number leaves index - 1 over count.
struct Shard {
  int index = 1;
  int count = 1;
};

/// How a study is worked on; changes no result.
struct StudyWork {
  Shard shard;
  int workers = 1;
  int threads = 1;             ///< of each point
  bool retriesFailed = false;  ///< points that failed before are run again
  bool usesCache = true;       ///< what points have in common is kept in the study's folder
  std::filesystem::path program;
  /// Does what a point's command does, in a process that was forked for it; throws nothing.
  /// @returns the exit code.
  std::function<int(const std::vector<std::string>& command)> execute;
  std::function<double()> now;  ///< seconds of a steady clock
  /// Claims a point before it is started; null: another process works on it, it is left out. Whatever is
  /// returned lives as long as the point's process. Empty: every point is free.
  std::function<std::shared_ptr<void>(const std::string& id)> claim;
  std::function<void(std::int64_t done, std::int64_t failed, std::int64_t total)> progress;
};

struct StudyCount {
  std::int64_t done = 0;
  std::int64_t failed = 0;
  std::int64_t missing = 0;
};

/// Points of a shard by what has become of them; points that are equal count once.
[[nodiscard]] StudyCount countPoints(const StudyPlan& plan, const StudyFolder& folder, const Shard& shard);

/// Runs the points of a shard that are neither done nor failed, each in a process of its own; and those again
/// that failed because the machine did (PointEnd::isMachines). Removes what killed processes left.
StudyCount executeStudy(const StudyPlan& plan, const StudyFolder& folder, const StudyWork& work);

/// The command that repeats a point by itself.
[[nodiscard]] std::vector<std::string> pointCommand(const StudyPlan& plan, const StudyPoint& point,
                                                    const std::filesystem::path& program);

}  // namespace ohmic::sim
