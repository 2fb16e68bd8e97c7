// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/paired_scores.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "configs/mathematics/elementary.h"
#include "sim/record/statistics.h"

namespace ohmic::sim {
namespace {

constexpr double kParts = 3.0;  // of a margin, which share its alpha

double standardErrorOf(const std::vector<double>& values) {
  return standardDeviation(values) / std::sqrt(static_cast<double>(values.size()));
}

}  // namespace

double Scores::mean() const {
  std::int64_t right = 0;
  for (const std::int64_t count : byChip) {
    right += count;
  }
  return static_cast<double>(right) / static_cast<double>(byImage.size() * byChip.size());
}

Scores scoresOf(const std::vector<std::string>& correct, std::int64_t images) {
  assert(images >= 1 && !correct.empty());
  Scores scores;
  scores.byImage.assign(static_cast<std::size_t>(images), 0);
  for (const std::string& text : correct) {
    std::int64_t right = 0;
    for (std::size_t i = 0; i < scores.byImage.size() && i / 4 < text.size(); ++i) {
      const char digit = text[i / 4];
      const int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
      const int bit = (value >> (3 - i % 4)) & 1;
      scores.byImage[i] += bit;
      right += bit;
    }
    scores.byChip.push_back(right);
  }
  return scores;
}

Contrast contrastOf(const std::vector<Term>& terms, double constant) {
  Contrast contrast;
  for (const Term& term : terms) {
    contrast.images = static_cast<std::int64_t>(term.scores->byImage.size());
    contrast.chips = std::max(contrast.chips, static_cast<std::int64_t>(term.scores->byChip.size()));
  }
  const auto images = static_cast<std::size_t>(contrast.images);
  const auto chips = static_cast<std::size_t>(contrast.chips);
  std::vector<double> byImage(images, constant), byChip(chips, constant);
  for (const auto& [scores, weight] : terms) {
    const std::size_t own = scores->byChip.size();
    assert(scores->byImage.size() == images && (own == chips || own == 1));
    const double share = weight / static_cast<double>(own);
    for (std::size_t i = 0; i < images; ++i) {
      byImage[i] += share * scores->byImage[i];
    }
    for (std::size_t c = 0; c < chips; ++c) {
      byChip[c] +=
          weight * static_cast<double>(scores->byChip[own == 1 ? 0 : c]) / static_cast<double>(images);
    }
  }
  contrast.value = mean(byChip);
  contrast.imageError = standardErrorOf(byImage);
  contrast.chipError = standardErrorOf(byChip);
  return contrast;
}

double chipErrorOf(const Scores& scores, const Scores* less) {
  std::vector<double> byChip;
  for (std::size_t c = 0; c < scores.byChip.size(); ++c) {
    const std::int64_t right = scores.byChip[c] - (less == nullptr ? 0 : less->byChip[c]);
    byChip.push_back(static_cast<double>(right) / static_cast<double>(scores.byImage.size()));
  }
  return standardErrorOf(byChip);
}

Margin::Margin(std::int64_t images, std::int64_t chips, std::size_t points, const Levels& levels)
    : unseen_(-configs::logarithm(levels.statement / kParts) / static_cast<double>(images)) {
  assert(images >= 1 && chips >= 1 && points >= 1);
  if (images > 1) {
    imageFactor_ = studentQuantile(images - 1, levels.statement / kParts);
  }
  if (chips > 1) {
    const auto others = static_cast<std::int64_t>(std::max<std::size_t>(points - 1, 1));
    fieldFactor_ = studentQuantile((chips - 1) * others, levels.statement / kParts);
    chipFactor_ = studentQuantile(chips - 1, std::min(levels.round / kParts, 0.5));
  }
}

double Margin::of(const Contrast& contrast, double fieldChipError, double reach) const {
  return imageFactor_ * contrast.imageError + unseen_ * reach +
         std::max(fieldFactor_ * fieldChipError, chipFactor_ * contrast.chipError);
}

}  // namespace ohmic::sim
