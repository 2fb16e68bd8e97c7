// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/compare_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "configs/files/json_value.h"
#include "configs/files/limits.h"
#include "configs/reader/error.h"
#include "sim/record/figure.h"
#include "sim/record/read_results.h"
#include "sim/record/statistics.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& key, const std::string& found, const std::string& allowed,
                         const std::string& remedy) {
  throw configs::InputError({"compare", key, found, allowed, remedy});
}

/// Whether each image was classified as labelled.
std::vector<bool> bitsOf(const std::string& text, std::int64_t images) {
  std::vector<bool> bits;
  for (std::size_t i = 0; i < static_cast<std::size_t>(images); ++i) {
    const char digit = i / 4 < text.size() ? text[i / 4] : '0';
    const int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
    bits.push_back(((value >> (3 - i % 4)) & 1) == 1);
  }
  return bits;
}

void requirePairs(const Answers& first, const Answers& second) {
  const std::string remedy = "run both with the same data set, number of images, chips and seed";
  if (first.chipsOfAnImage != second.chipsOfAnImage) {
    refuse("run.deal_images", "found with another value in one of the two runs",
           "the same images on the same chips", remedy);
  }
  if (first.dataDigest != second.dataDigest || first.images != second.images) {
    refuse("dataset",
           fmt::format("{} images of {} beside {} of {}", first.images, first.dataset, second.images,
                       second.dataset),
           "the same images in both", remedy);
  }
  if (!arePairs(first, second)) {
    refuse("run.chips",
           fmt::format("{} chips of seed {} beside {} of seed {}", first.chips, first.seed, second.chips,
                       second.seed),
           "the same chips in both", remedy);
  }
}

/// 95 % interval of a mean by Student's t; none for fewer than two values. Differences are not cut.
std::optional<Interval> intervalOf(const std::vector<double>& values) {
  if (values.size() < 2) {
    return std::nullopt;
  }
  const double half = studentQuantile(static_cast<std::int64_t>(values.size()) - 1) *
                      standardDeviation(values) / std::sqrt(static_cast<double>(values.size()));
  return Interval{mean(values) - half, mean(values) + half};
}

RunDifference differenceOf(const RunRecord& first, const RunRecord& second, std::size_t readTime) {
  const Answers a = answersOf(first, readTime), b = answersOf(second, readTime);
  requirePairs(a, b);
  const PairedDifference paired = pairedDifference({{&a, &b}});
  RunDifference result;
  result.isShare = true;
  result.images = first.images;
  result.chips = first.chips;
  result.first = first.byReadTime[readTime].top1;
  result.second = second.byReadTime[readTime].top1;
  result.difference = paired.difference;
  result.onlyFirst = paired.onlyFirst;
  result.onlySecond = paired.onlySecond;
  result.overImages = paired.overImages;
  result.overChips = paired.overChips;
  return result;
}

double numberAt(const fs::path& place, const std::string& metric) {
  const configs::JsonDocument summary(fs::is_directory(place) ? place / "summary.json" : place,
                                      configs::kSummaryFile);
  std::optional<configs::JsonValue> value = summary.root();
  for (std::size_t from = 0; from <= metric.size();) {
    const auto dot = std::min(metric.find('.', from), metric.size());
    value = value->find(metric.substr(from, dot - from));
    if (!value) {
      refuse("--metric", fmt::format("{} has no {}", place.string(), metric),
             "a number of summary.json, such as accuracy.top1 or chip.energy_per_image_J",
             "`ohmic run` with hardware.chip writes the chip's");
    }
    from = dot + 1;
  }
  if (!value->isNumber()) {
    refuse("--metric", fmt::format("{} is no number", metric), "a number of summary.json",
           "such as accuracy.top1 or chip.energy_per_image_J");
  }
  return value->number(std::numeric_limits<double>::lowest(), std::numeric_limits<double>::max());
}

}  // namespace

Answers answersOf(const RunRecord& record, std::size_t readTime) {
  if (record.correct.empty()) {
    refuse("correct", "results without the single images", "results of this version", "run again");
  }
  if (readTime >= record.correct.size()) {
    refuse("--read-time", fmt::format("found {}", readTime + 1),
           fmt::format("1 to {}", record.correct.size()), "count hardware.read_time from 1");
  }
  return {record.dataset, record.dataDigest,        record.images,        record.chips,
          record.seed,    record.correct[readTime], record.chipsOfAnImage};
}

bool arePairs(const Answers& first, const Answers& second) {
  return first.dataDigest == second.dataDigest && first.images == second.images &&
         first.chipsOfAnImage == second.chipsOfAnImage && first.chips == second.chips &&
         first.seed == second.seed && first.correct.size() == second.correct.size();
}

PairedDifference pairedDifference(const std::vector<std::pair<const Answers*, const Answers*>>& pairs) {
  const Answers& any = *pairs.front().first;
  const auto images = static_cast<std::size_t>(any.images);
  const std::size_t chips = any.correct.size();
  const auto runs = static_cast<double>(pairs.size());
  std::vector<double> byImage(images, 0.0), byChip(chips, 0.0);
  PairedDifference result;
  for (const auto& [first, second] : pairs) {
    for (std::size_t c = 0; c < chips; ++c) {
      const auto a = bitsOf(first->correct[c], any.images), b = bitsOf(second->correct[c], any.images);
      std::int64_t gained = 0, lost = 0;
      for (std::size_t i = 0; i < images; ++i) {
        gained += b[i] && !a[i] ? 1 : 0;
        lost += a[i] && !b[i] ? 1 : 0;
        byImage[i] += (static_cast<double>(b[i]) - static_cast<double>(a[i])) / any.chips / runs;
      }
      result.onlySecond += gained;
      result.onlyFirst += lost;
      byChip[c] += static_cast<double>(gained - lost) / static_cast<double>(any.images) / runs;
    }
  }
  result.difference = static_cast<double>(result.onlySecond - result.onlyFirst) /
                      (static_cast<double>(any.images * any.chips) * runs);
  result.overImages = intervalOf(byImage);
  result.overChips = intervalOf(byChip);
  return result;
}

RunDifference compareRuns(const fs::path& first, const fs::path& second, const std::string& metric,
                          std::size_t readTime) {
  const RunRecord a = readResults(first), b = readResults(second);
  RunDifference result;
  if (a.metric != b.metric) {
    refuse("--metric",
           fmt::format("{} is judged by {}, {} by {}", first.string(), a.metric, second.string(), b.metric),
           "runs with one network.metric", "run one of them again");
  }
  if (metric == "accuracy.top1" && a.metric == "top1") {
    result = differenceOf(a, b, readTime);
  } else {
    result.first = numberAt(first, metric);
    result.second = numberAt(second, metric);
    const Figure* const figure = figureAt(metric);
    result.isShare = figure != nullptr && figure->unit == "%";
    result.difference = result.second - result.first;
    if (!result.isShare) {
      if (result.first == 0.0) {
        refuse("--metric", fmt::format("{} is 0 in {}", metric, first.string()),
               "a first result to which the second has a ratio", "compare the other way round");
      }
      result.difference /= result.first;
    }
  }
  result.metric = metric;
  return result;
}

}  // namespace ohmic::sim
