// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/run_search.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <thread>
#include <utility>

#include "sim/record/figure.h"
#include "sim/record/read_results.h"

namespace ohmic::sim {
namespace {

constexpr std::chrono::milliseconds kShortestPause(20),
    kLongestPause(1000);  // between two looks at the folder

/// Which of a plan's sizes one is.
std::size_t numberOf(const std::vector<RaceSize>& sizes, const RaceSize& size) {
  return static_cast<std::size_t>(std::find(sizes.begin(), sizes.end(), size) - sizes.begin());
}

/// Reads what a round found. The float network's scores of equal networks are kept once.
class Reader {
 public:
  Reader(const StudyPlan& plan, const StudyFolder& folder)
      : plan_(plan), folder_(folder), sizes_(plan.search->sizes()) {}

  [[nodiscard]] const std::string& idOf(std::size_t point, const RaceSize& size) const {
    return plan_.points[point].searched.ids[numberOf(sizes_, size)];
  }

  [[nodiscard]] bool isOver(std::size_t point, const RaceSize& size) const {
    const std::string& id = idOf(point, size);
    return folder_.isDone(id) || folder_.isFailed(id);
  }

  /// Nothing if any is missing.
  std::optional<std::vector<Standing>> read(const std::vector<std::size_t>& points, const RaceSize& size) {
    if (!std::all_of(points.begin(), points.end(), [&](std::size_t point) { return isOver(point, size); })) {
      return std::nullopt;
    }
    std::vector<Standing> standings;
    for (const std::size_t point : points) {
      const std::string& id = idOf(point, size);
      if (!folder_.isDone(id)) {
        standings.emplace_back().failure = folder_.readFailure(id).reason;
        continue;
      }
      const RunRecord record = readResults(folder_.result(id));
      Standing standing = standingOf(*plan_.study.search, record);
      auto& known = digital_[record.digitalCorrect];
      known = known == nullptr ? standing.digital : known;
      standing.digital = known;
      standings.push_back(std::move(standing));
    }
    return standings;
  }

 private:
  const StudyPlan& plan_;
  const StudyFolder& folder_;
  std::vector<RaceSize> sizes_;
  std::map<std::string, std::shared_ptr<const Scores>> digital_;
};

/// Points that take part in the race.
std::vector<std::size_t> entrantsOf(const StudyPlan& plan) {
  std::vector<std::size_t> entrants;
  for (std::size_t p = 0; p < plan.points.size(); ++p) {
    if (breakOf(*plan.study.search, plan.points[p].searched).empty()) {
      entrants.push_back(p);
    }
  }
  return entrants;
}

RaceLog raceOf(const StudyPlan& plan, const Evaluate& evaluate) {
  const auto entrants = entrantsOf(plan);
  const std::int64_t grid = static_cast<std::int64_t>(entrants.size()) * plan.search->evaluations();
  return race({*plan.study.search, plan.search->sizes(), plan.search->calibrationImages, grid},
              plan.points.size(), entrants, evaluate);
}

/// The runs of a round as a study of their own, from the shard's place on.
StudyPlan roundPlan(const StudyPlan& plan, const Reader& reader, const std::vector<std::size_t>& points,
                    const RaceSize& size, const Shard& shard) {
  StudyPlan round;
  round.study = plan.study;
  const auto overrides = sizeOverrides(*plan.search, size);
  for (const std::size_t p : points) {
    StudyPoint point{reader.idOf(p, size), plan.points[p].overrides, {}, {}, {}};
    point.overrides.insert(point.overrides.end(), overrides.begin(), overrides.end());
    round.points.push_back(std::move(point));
  }
  const std::size_t first =
      points.size() * static_cast<std::size_t>(shard.index - 1) / static_cast<std::size_t>(shard.count);
  std::rotate(round.points.begin(), round.points.begin() + static_cast<std::ptrdiff_t>(first),
              round.points.end());
  return round;
}

/// Lets failed runs be tried again: all, or those that failed because the machine did.
void forgetFailures(const StudyPlan& plan, const StudyFolder& folder, bool retriesAll) {
  for (const auto& point : plan.points) {
    for (const auto& id : point.searched.ids) {
      if (folder.isFailed(id) && (retriesAll || folder.readFailure(id).isMachines)) {
        folder.clear(id);
      }
    }
  }
}

/// Waits for runs that other processes have claimed, and takes over what they leave.
void finishWithOthers(const StudyPlan& round, const StudyFolder& folder, const StudyWork& study) {
  StudyPlan rest = round;
  for (auto pause = kShortestPause;; pause = std::min(2 * pause, kLongestPause)) {
    rest.points.erase(
        std::remove_if(rest.points.begin(), rest.points.end(),
                       [&](const StudyPoint& p) { return folder.isDone(p.id) || folder.isFailed(p.id); }),
        rest.points.end());
    if (rest.points.empty()) {
      return;
    }
    const bool isLeft = std::any_of(rest.points.begin(), rest.points.end(),
                                    [&](const StudyPoint& p) { return folder.claim(p.id) != nullptr; });
    if (isLeft) {
      executeStudy(rest, folder, study);
      pause = kShortestPause;
    } else {
      std::this_thread::sleep_for(pause);
    }
  }
}

}  // namespace

Standing standingOf(const Search& search, const RunRecord& record) {
  Standing standing;
  const AccuracyRecord& at = record.byReadTime.front();
  for (const auto& column : columnsOf(search)) {
    const auto value = columnValue(*columnFigure(column), record, at);
    if (!value) {
      standing.failure = column + " has no meaning in this run";
      return standing;
    }
    standing.values.push_back(*value);
  }
  if (record.metric == "top1" && !record.correct.empty()) {
    standing.scores = scoresOf(record.correct.front(), record.images, record.chipsOfAnImage);
  }
  if (!record.digitalCorrect.empty()) {
    standing.digital =
        std::make_shared<const Scores>(scoresOf({record.digitalCorrect}, record.distinctImages()));
  }
  return standing;
}

std::vector<std::pair<std::size_t, std::string>> plannedFalls(const StudyPlan& plan) {
  std::vector<std::pair<std::size_t, std::string>> falls;
  for (std::size_t p = 0; p < plan.points.size(); ++p) {
    if (auto why = breakOf(*plan.study.search, plan.points[p].searched); !why.empty()) {
      falls.emplace_back(p, std::move(why));
    }
  }
  return falls;
}

RaceLog replaySearch(const StudyPlan& plan, const StudyFolder& folder) {
  Reader reader(plan, folder);
  return raceOf(plan, [&](const std::vector<std::size_t>& points, const RaceSize& size) {
    return reader.read(points, size);
  });
}

RaceLog executeSearch(const StudyPlan& plan, const StudyFolder& folder, const SearchWork& work) {
  Reader reader(plan, folder);
  const auto& limit = plan.study.search->time_s;
  const double start = work.study.now();
  forgetFailures(plan, folder, work.study.retriesFailed);
  StudyWork study = work.study;
  study.shard = {};
  study.retriesFailed = false;
  study.claim = [&folder](const std::string& id) { return folder.claim(id); };
  const auto sizes = plan.search->sizes();
  return raceOf(plan,
                [&](const std::vector<std::size_t>& points,
                    const RaceSize& size) -> std::optional<std::vector<Standing>> {
                  const auto isOver = [&](std::size_t point) { return reader.isOver(point, size); };
                  if (!std::all_of(points.begin(), points.end(), isOver)) {
                    if (limit && work.study.now() - start > *limit) {
                      return std::nullopt;
                    }
                    work.begins(numberOf(sizes, size) + 1, sizes.size());
                    const StudyPlan round = roundPlan(plan, reader, points, size, work.study.shard);
                    executeStudy(round, folder, study);
                    finishWithOthers(round, folder, study);
                  }
                  return reader.read(points, size);
                });
}

StudyPlan lastRuns(const StudyPlan& plan, const RaceLog& log) {
  StudyPlan last = plan;
  const auto sizes = plan.search->sizes();
  for (const auto& round : log.rounds) {
    const std::size_t size = numberOf(sizes, round.size);
    for (const std::size_t point : round.points) {
      last.points[point].id = plan.points[point].searched.ids[size];
    }
  }
  return last;
}

}  // namespace ohmic::sim
