// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/paired_scores.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "sim/record/statistics.h"

namespace ohmic::sim {
namespace {

constexpr double kFieldDegrees = 9.0;  // that the field's variance counts as

double squared(double x) { return x * x; }

/// Variance of a mean.
double varianceOfMean(const std::vector<double>& values) {
  return squared(standardDeviation(values)) / static_cast<double>(values.size());
}

/// Of images dealt out to chips in equal parts.
void addDealt(const std::vector<double>& byImage, std::size_t chips, Contrast& contrast) {
  const std::size_t part = byImage.size() / chips;
  std::vector<double> means;
  double squares = 0.0;
  for (std::size_t c = 0; c < chips; ++c) {
    const std::vector<double> own(byImage.begin() + static_cast<std::ptrdiff_t>(c * part),
                                  byImage.begin() + static_cast<std::ptrdiff_t>((c + 1) * part));
    means.push_back(mean(own));
    squares += squared(standardDeviation(own)) * static_cast<double>(part - 1);
  }
  contrast.value = mean(means);
  contrast.imageVariance =
      squares / static_cast<double>(byImage.size() - chips) / static_cast<double>(byImage.size());
  contrast.chipVariance = varianceOfMean(means) - contrast.imageVariance;
}

}  // namespace

double Scores::mean() const {
  std::int64_t right = 0;
  for (const std::int64_t count : byChip) {
    right += count;
  }
  return static_cast<double>(right) / static_cast<double>(byImage.size() * (isDealt ? 1 : byChip.size()));
}

Scores scoresOf(const std::vector<std::string>& correct, std::int64_t images, bool isDealt) {
  assert(images >= 1 && !correct.empty());
  const auto ofAChip = static_cast<std::size_t>(images);
  Scores scores;
  scores.isDealt = isDealt;
  scores.byImage.assign(ofAChip * (isDealt ? correct.size() : 1), 0);
  for (std::size_t c = 0; c < correct.size(); ++c) {
    const std::string& text = correct[c];
    const std::size_t first = isDealt ? c * ofAChip : 0;
    std::int64_t right = 0;
    for (std::size_t i = 0; i < ofAChip && i / 4 < text.size(); ++i) {
      const char digit = text[i / 4];
      const int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
      const int bit = (value >> (3 - i % 4)) & 1;
      scores.byImage[first + i] += bit;
      right += bit;
    }
    scores.byChip.push_back(right);
  }
  return scores;
}

Contrast contrastOf(const std::vector<Term>& terms, double constant) {
  Contrast contrast;
  bool isDealt = false;
  for (const Term& term : terms) {
    contrast.images = static_cast<std::int64_t>(term.scores->byImage.size());
    contrast.chips = std::max(contrast.chips, static_cast<std::int64_t>(term.scores->byChip.size()));
    isDealt = isDealt || term.scores->isDealt;
  }
  const auto images = static_cast<std::size_t>(contrast.images);
  const auto chips = static_cast<std::size_t>(contrast.chips);
  std::vector<double> byImage(images, constant), byChip(chips, constant);
  for (const auto& [scores, weight] : terms) {
    const std::size_t own = scores->byChip.size();
    assert(scores->byImage.size() == images && (own == 1 || (own == chips && scores->isDealt == isDealt)));
    const double share = scores->isDealt ? weight : weight / static_cast<double>(own);
    for (std::size_t i = 0; i < images; ++i) {
      byImage[i] += share * scores->byImage[i];
    }
    for (std::size_t c = 0; !isDealt && c < chips; ++c) {
      byChip[c] +=
          weight * static_cast<double>(scores->byChip[own == 1 ? 0 : c]) / static_cast<double>(images);
    }
  }
  if (isDealt) {
    addDealt(byImage, chips, contrast);
  } else {
    contrast.value = mean(byChip);
    contrast.imageVariance = varianceOfMean(byImage);
    contrast.chipVariance = varianceOfMean(byChip);
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

double Margin::of(const Contrast& contrast, double fieldVariance, double reach) const {
  const double own = std::max(contrast.chipVariance, 0.0), field = std::max(fieldVariance, 0.0);
  const double shrunk = (kFieldDegrees * field + chipDegrees_ * own) / (kFieldDegrees + chipDegrees_);
  const double unseen = reach * (squared(image_) + 2.0) / (3.0 * images_);
  const double image = contrast.imageVariance + squared(reach * image_ / images_) / 12.0;
  const double single = unseen + std::sqrt(squared(image_) * image + squared(chip_) * shrunk);
  const double common =
      std::sqrt(squared(imageOfRound_) * contrast.imageVariance + squared(chipOfRound_) * own);
  return std::max(single, common);
}

}  // namespace ohmic::sim
