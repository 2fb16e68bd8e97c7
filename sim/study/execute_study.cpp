// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/execute_study.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <set>
#include <thread>

namespace ohmic::sim {
namespace {

constexpr auto kPause = std::chrono::milliseconds(2);

/// The points of a shard, equal ones once.
std::vector<const StudyPoint*> pointsOf(const StudyPlan& plan, const Shard& shard) {
  std::vector<const StudyPoint*> points;
  std::set<std::string> ids;
  for (const auto& point : plan.points) {
    const bool isNew = ids.insert(point.id).second;
    if (isNew &&
        static_cast<int>((ids.size() - 1) % static_cast<std::size_t>(shard.count)) == shard.index - 1) {
      points.push_back(&point);
    }
  }
  return points;
}

/// The processes at work on a shard's points.
class Workshop {
 public:
  Workshop(const StudyPlan& plan, const StudyFolder& folder, const StudyWork& work)
      : plan_(plan), folder_(folder), work_(work) {}

  void finish(const std::vector<const StudyPoint*>& points) {
    auto next = points.begin();
    while (next != points.end() || !benches_.empty()) {
      while (next != points.end() && static_cast<int>(benches_.size()) < work_.workers) {
        start(**next++);
      }
      if (collect() == 0) {
        std::this_thread::sleep_for(kPause);
      }
    }
  }

 private:
  struct Bench {
    const StudyPoint* point;
    std::unique_ptr<PointProcess> process;
    std::shared_ptr<void> claim;
  };

  void start(const StudyPoint& point) {
    if (folder_.isDone(point.id)) {  // another shard's process was quicker
      ++done_;
      return;
    }
    std::shared_ptr<void> claim;
    if (work_.claim) {
      claim = work_.claim(point.id);
      if (claim == nullptr) {
        return;
      }
      if (folder_.isDone(point.id) || folder_.isFailed(point.id)) {  // while this one was claiming
        (folder_.isDone(point.id) ? done_ : failed_) += 1;
        return;
      }
    }
    folder_.clear(point.id);
    auto command = pointCommand(plan_, point, work_.program);
    for (const auto& word :
         {std::string("--threads"), fmt::format("{}", work_.threads), std::string("--summary"),
          folder_.result(point.id).string(), std::string("--force")}) {  // of a damaged file
      command.push_back(word);
    }
    if (work_.usesCache) {
      command.insert(command.end(), {"--cache", folder_.cache().string()});
    }
    benches_.push_back(
        {&point,
         std::make_unique<PointProcess>([&] { return work_.execute(command); }, folder_.messages(point.id),
                                        plan_.study.limits, work_.now()),
         std::move(claim)});
  }

  /// Takes leave of processes that have ended. @returns how many.
  int collect() {
    int ended = 0;
    for (auto bench = benches_.begin(); bench != benches_.end();) {
      auto end = bench->process->poll(work_.now());
      if (!end) {
        ++bench;
        continue;
      }
      if (end->isDone && !folder_.isDone(bench->point->id)) {
        *end = {false,
                "its result is another point's: a file that it reads changed while the study ran",
                {},
                false};
      }
      if (!end->isDone) {
        folder_.writeFailure(bench->point->id, *end);
      }
      (end->isDone ? done_ : failed_) += 1;
      ++ended;
      bench = benches_.erase(bench);
      work_.progress(done_, failed_, 0);
    }
    return ended;
  }

  const StudyPlan& plan_;
  const StudyFolder& folder_;
  const StudyWork& work_;
  std::vector<Bench> benches_;
  std::int64_t done_ = 0, failed_ = 0;
};

}  // namespace

StudyCount countPoints(const StudyPlan& plan, const StudyFolder& folder, const Shard& shard) {
  StudyCount count;
  for (const StudyPoint* point : pointsOf(plan, shard)) {
    auto& state = folder.isDone(point->id)     ? count.done
                  : folder.isFailed(point->id) ? count.failed
                                               : count.missing;
    ++state;
  }
  return count;
}

StudyCount executeStudy(const StudyPlan& plan, const StudyFolder& folder, const StudyWork& work) {
  folder.clearStale();
  StudyCount before;
  std::vector<const StudyPoint*> points;
  for (const StudyPoint* point : pointsOf(plan, work.shard)) {
    if (folder.isDone(point->id)) {
      ++before.done;
    } else if (folder.isFailed(point->id) && !work.retriesFailed &&
               !folder.readFailure(point->id).isMachines) {
      ++before.failed;
    } else {
      points.push_back(point);
    }
  }
  StudyWork counted = work;
  const auto total = before.done + before.failed + static_cast<std::int64_t>(points.size());
  counted.progress = [&](std::int64_t done, std::int64_t failed, std::int64_t) {
    work.progress(before.done + done, before.failed + failed, total);
  };
  Workshop(plan, folder, counted).finish(points);
  folder.clearStale();
  return countPoints(plan, folder, work.shard);
}

std::vector<std::string> pointCommand(const StudyPlan& plan, const StudyPoint& point,
                                      const std::filesystem::path& program) {
  std::vector<std::string> command = {program.string(), "run", plan.study.run.string()};
  for (const auto& override : point.overrides) {
    command.emplace_back("--set");
    command.push_back(override);
  }
  return command;
}

}  // namespace ohmic::sim
