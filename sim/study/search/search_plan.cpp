// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/search_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "configs/reader/error.h"
#include "sim/record/figure.h"
#include "sim/run/run_inputs.h"
#include "sim/study/search/race.h"

namespace ohmic::sim {
namespace {

constexpr const char* kImages = "dataset.images";
constexpr const char* kChips = "run.chips";
constexpr const char* kDealt = "run.deal_images";
const std::vector<std::string> kShared = {kImages, kChips, "run.seed", "dataset.name", "dataset.split"};

[[noreturn]] void refuse(const std::string& key, const std::string& found, const std::string& allowed,
                         const std::string& remedy) {
  throw configs::InputError({"", key, found, allowed, remedy});
}

std::string textAt(const std::map<std::string, std::string>& config, const std::string& key) {
  const auto found = config.find(key);
  return found == config.end() ? std::string() : found->second;
}

bool judgesImages(const Search& search) {
  return std::any_of(search.goals.begin(), search.goals.end(),
                     [](const SearchGoal& goal) { return isRaced(goal.column); }) ||
         std::any_of(search.constraints.begin(), search.constraints.end(), [](const auto& constraint) {
           return isRaced(constraint.column) || isRaced(constraint.other);
         });
}

void say(RunRequest& request, const std::string& key, const std::string& text) {
  for (auto& value : request.config) {
    value.value = value.path == key ? text : value.value;
  }
}

/// run.deal_images of a size that deals images out.
std::string dealtText(const RaceSize& size) {
  return size.chipsOfAnImage == 1 ? "true" : fmt::to_string(size.chipsOfAnImage);
}

/// The run that sizeOverrides() make of a run: it reads the files of its own images.
RunRequest sizedRequest(RunRequest request, const SearchPlan& plan, const RaceSize& size) {
  if (size.images < plan.images) {
    request.dataset.images = size.images;
    say(request, kImages, fmt::to_string(size.images));
  }
  if (size.chips < plan.chips) {
    request.chips = size.chips;
    say(request, kChips, fmt::to_string(size.chips));
  }
  if (size.isDealt()) {
    request.chipsOfAnImage = size.chipsOfAnImage;
    request.config.push_back({kDealt, dealtText(size), {}});
  }
  return request;
}

/// What a plan can say of a column: ends that the run's value lies between.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

Bounds boundsOf(const PlanFigures& figures, const std::string& column) {
  Bounds bounds;
  if (const auto found = figures.exact.find(column); found != figures.exact.end()) {
    return {found->second, found->second};
  }
  if (const auto found = figures.atLeast.find(column); found != figures.atLeast.end()) {
    bounds.low = found->second;
  }
  if (const auto found = figures.atMost.find(column); found != figures.atMost.end()) {
    bounds.high = found->second;
  }
  return bounds;
}

}  // namespace

SearchedPoint SearchPlanner::plan(const RunRequest& request, const RunIdentity& identity,
                                  RunIdentifier& identifier) {
  if (!common_) {
    begin(request, identity);
  }
  requireComparable(request, identity);
  SearchedPoint point;
  for (const RaceSize& size : common_->sizes()) {
    const bool isWhole = !size.isDealt() && size.images >= common_->images && size.chips >= common_->chips;
    point.ids.push_back(isWhole ? identity.id()
                                : identifier.identify(sizedRequest(request, *common_, size)).id());
  }
  try {
    point.figures = reader_.read(request);
  } catch (const configs::InputError& error) {
    point.refusal = error.what();
  }
  return point;
}

void SearchPlanner::begin(const RunRequest& request, const RunIdentity& identity) {
  SearchPlan plan;
  plan.images = openInputs(request, inputs_).samples->count();
  plan.chips = request.chips;
  if (readsCalibration(request) && request.calibrationFile.empty()) {
    plan.calibrationImages = calibrationImagesOf(request, inputs_)->count();
  }
  for (const auto& key : kShared) {
    first_[key] = textAt(identity.config, key);
  }
  first_["dataset"] = identity.inputs.at("dataset");
  common_ = plan;
}

void SearchPlanner::requireComparable(const RunRequest& request, const RunIdentity& identity) const {
  for (const auto& key : kShared) {
    if (const auto now = textAt(identity.config, key); now != first_.at(key)) {
      refuse(key, fmt::format("found {}, and {} in the study's first point", now, first_.at(key)),
             "one value in a study with `search`, which pairs points image by image and chip by chip",
             "leave the axis out");
    }
  }
  if (identity.inputs.at("dataset") != first_.at("dataset")) {
    refuse("dataset.path", "found other images than in the study's first point",
           "one data set in a study with `search`", "leave the axis out");
  }
  for (const auto& column : columnsOf(search_)) {
    if (columnFigure(column)->level() == Level::chip && !request.chip) {
      refuse("hardware.chip", fmt::format("absent, and the search reads {}", column),
             "a chip where a search judges by its figures",
             "add chip: { preset: isaac_2016 } to the run's hardware");
    }
  }
  if (request.until) {
    refuse("run.until", "found in a study with `search`", "a fixed number of chips",
           "leave it out: a search chooses images and chips itself");
  }
  if (request.chipsOfAnImage > 0) {
    refuse(kDealt, "found in a study with `search`", "a run without it",
           "leave it out: a search deals images itself");
  }
  if (request.readTimes.size() > 1) {
    refuse("hardware.read_time", fmt::format("found {} read times", request.readTimes.size()),
           "one in a study with `search`", "choose the time that counts, or make it an axis");
  }
  if (judgesImages(search_) && request.network.metric != models::Metric::top1) {
    refuse("network.metric", "found a metric without a right answer for each image",
           "top1 where a search judges by accuracy", "search by other columns");
  }
}

std::vector<std::string> sizeOverrides(const SearchPlan& plan, const RaceSize& size) {
  std::vector<std::string> overrides;
  if (size.images < plan.images) {
    overrides.push_back(fmt::format("{}={}", kImages, size.images));
  }
  if (size.chips < plan.chips) {
    overrides.push_back(fmt::format("{}={}", kChips, size.chips));
  }
  if (size.isDealt()) {
    overrides.push_back(fmt::format("{}={}", kDealt, dealtText(size)));
  }
  return overrides;
}

std::string breakOf(const Search& search, const SearchedPoint& point) {
  if (!point.refusal.empty()) {
    return point.refusal;
  }
  for (const auto& constraint : search.constraints) {
    const Bounds own = boundsOf(point.figures, constraint.column);
    const Bounds other =
        constraint.other.empty() ? Bounds{0.0, 0.0} : boundsOf(point.figures, constraint.other);
    const double most = own.high - other.low - constraint.number;
    const double least = own.low - other.high - constraint.number;
    if (constraint.isAtLeast ? most < 0.0 : least > 0.0) {
      return fmt::format("{}: the plan alone gives {} {:.6g}", constraint.text,
                         own.low == own.high    ? "exactly"
                         : constraint.isAtLeast ? "at most"
                                                : "at least",
                         constraint.isAtLeast ? own.high : own.low);
    }
  }
  return {};
}

}  // namespace ohmic::sim
