// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/paired_scores.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "sim/record/statistics.h"

namespace ohmic::sim {
namespace {

constexpr double kFieldDegrees = 9.0;  // that the field's variance counts as

double squared(double x) { return x * x; }

/// Variance of a mean.
double varianceOfMean(const std::vector<double>& values) {
  return squared(standardDeviation(values)) / static_cast<double>(values.size());
}

/// The same of values in equal groups, which vary within them.
double varianceWithin(const std::vector<double>& values, std::size_t groups) {
  const std::size_t part = values.size() / groups;
  double squares = 0.0;
  for (std::size_t g = 0; g < groups; ++g) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(g * part);
    squares += squared(standardDeviation({first, first + static_cast<std::ptrdiff_t>(part)})) *
               static_cast<double>(part - 1);
  }
  const auto all = static_cast<double>(values.size());
  return groups == values.size() ? 0.0 : squares / (all - static_cast<double>(groups)) / all;
}

}  // namespace

std::size_t Scores::groups() const {
  return chipsOfAnImage == 0 ? 1 : byChip.size() / static_cast<std::size_t>(chipsOfAnImage);
}

double Scores::mean() const {
  std::int64_t right = 0;
  for (const std::int64_t count : byChip) {
    right += count;
  }
  return static_cast<double>(right) / static_cast<double>(byImage.size() * byChip.size() / groups());
}

Scores scoresOf(const std::vector<std::string>& correct, std::int64_t images, int chipsOfAnImage) {
  assert(images >= 1 && !correct.empty());
  const auto ofAChip = static_cast<std::size_t>(images);
  Scores scores;
  scores.chipsOfAnImage = chipsOfAnImage;
  scores.byChip.assign(correct.size(), 0);
  scores.byImage.assign(ofAChip * scores.groups(), 0);
  for (std::size_t c = 0; c < correct.size(); ++c) {
    const std::string& text = correct[c];
    const std::size_t first = ofAChip * (c * scores.groups() / correct.size());
    for (std::size_t i = 0; i < ofAChip && i / 4 < text.size(); ++i) {
      const char digit = text[i / 4];
      const int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
      const int bit = (value >> (3 - i % 4)) & 1;
      scores.byImage[first + i] += bit;
      scores.byChip[c] += bit;
    }
  }
  return scores;
}

Contrast contrastOf(const std::vector<Term>& terms, double constant) {
  std::size_t chips = 1, groups = 1;
  for (const Term& term : terms) {
    chips = std::max(chips, term.scores->byChip.size());
    groups = std::max(groups, term.scores->groups());
  }
  const std::size_t images = terms.front().scores->byImage.size(), part = images / groups;
  std::vector<double> byImage(images, constant), byChip(chips, constant);
  for (const auto& [scores, weight] : terms) {
    const std::size_t own = scores->byChip.size();
    assert(scores->byImage.size() == images && (own == 1 || (own == chips && scores->groups() == groups)));
    const double share = weight / static_cast<double>(own / scores->groups());
    for (std::size_t i = 0; i < images; ++i) {
      byImage[i] += share * scores->byImage[i];
    }
    for (std::size_t c = 0; c < chips; ++c) {
      const auto first = scores->byImage.begin() + static_cast<std::ptrdiff_t>(c * groups / chips * part);
      const std::int64_t right =
          own == chips ? scores->byChip[c]
                       : std::accumulate(first, first + static_cast<std::ptrdiff_t>(part), std::int64_t{0});
      byChip[c] += weight * static_cast<double>(right) / static_cast<double>(part);
    }
  }
  Contrast contrast;
  contrast.images = static_cast<std::int64_t>(images);
  contrast.chips = static_cast<std::int64_t>(chips);
  contrast.value = mean(byChip);
  contrast.imageVariance = varianceWithin(byImage, groups);
  contrast.chipVariance = varianceOfMean(byChip);
  if (groups > 1) {
    const auto of = static_cast<double>(chips), ofAnImage = static_cast<double>(chips / groups);
    contrast.chipVariance -= contrast.imageVariance * (of - ofAnImage) / ((of - 1.0) * ofAnImage);
  }
  return contrast;
}

Margin::Margin(std::int64_t images, std::int64_t chips, const Levels& levels)
    : images_(static_cast<double>(images)), chipDegrees_(static_cast<double>(chips - 1)) {
  assert(images >= 1 && chips >= 1);
  const std::int64_t degrees = std::max<std::int64_t>(images - 1, 1);
  image_ = studentQuantile(degrees, levels.statement);
  imageOfRound_ = studentQuantile(degrees, levels.round);
  if (chips > 1) {
    chip_ = studentQuantile(static_cast<std::int64_t>(kFieldDegrees) + chips - 1, levels.statement);
    chipOfRound_ = studentQuantile(chips - 1, levels.round);
  }
}

double Margin::shrunk(const Contrast& contrast, double fieldVariance) const {
  const double own = std::max(contrast.chipVariance, 0.0), field = std::max(fieldVariance, 0.0);
  return (kFieldDegrees * field + chipDegrees_ * own) / (kFieldDegrees + chipDegrees_);
}

double Margin::error(const Contrast& contrast, double fieldVariance) const {
  return std::sqrt(contrast.imageVariance + shrunk(contrast, fieldVariance));
}

double Margin::of(const Contrast& contrast, double fieldVariance, double reach) const {
  const double own = std::max(contrast.chipVariance, 0.0);
  const double unseen = reach * (squared(image_) + 2.0) / (3.0 * images_);
  const double image = contrast.imageVariance + squared(reach * image_ / images_) / 12.0;
  const double single =
      unseen + std::sqrt(squared(image_) * image + squared(chip_) * shrunk(contrast, fieldVariance));
  const double common =
      std::sqrt(squared(imageOfRound_) * contrast.imageVariance + squared(chipOfRound_) * own);
  return std::max(single, common);
}

}  // namespace ohmic::sim
