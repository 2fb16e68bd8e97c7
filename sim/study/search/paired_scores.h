// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ohmic::sim {

/// What a point got right: sums of its table of images and chips, which is all that paired tests need.
struct Scores {
  std::vector<std::int32_t> byImage;  ///< chips that classified the image as labelled
  std::vector<std::int64_t> byChip;   ///< images that the chip classified as labelled

  [[nodiscard]] double mean() const;  ///< share of 1
};

/// @param correct  RunRecord::correct of a read time: a bit for each image, by chip.
/// @pre images >= 1, correct is not empty
[[nodiscard]] Scores scoresOf(const std::vector<std::string>& correct, std::int64_t images);

/// One part of a contrast. Scores of one chip beside those of several (the digital network's) are the same on
/// each of them.
struct Term {
  const Scores* scores;
  double weight;
};

/// A weighted sum of accuracies, as the accuracy of one point less that of another, with what its images and
/// its chips leave open.
struct Contrast {
  double value = 0.0;
  double imageError = 0.0;  ///< standard error of the images' mean values
  double chipError = 0.0;   ///< standard error of the chips' mean values; 0 with one chip
  std::int64_t images = 0;
  std::int64_t chips = 0;
};

/// @param constant  added to the value.
/// @pre terms is not empty; all have the same images, and the same chips or one
[[nodiscard]] Contrast contrastOf(const std::vector<Term>& terms, double constant = 0.0);

/// Standard error of the chips' mean accuracy, or of the difference of two points' (@p less; null: none): the
/// chips' part of a contrast alone.
[[nodiscard]] double chipErrorOf(const Scores& scores, const Scores* less);

/// How sure the statements of one round of a race are.
struct Levels {
  double statement = 0.05;  ///< probability that one statement is wrong: the confidence, shared out to all
  double round = 0.05;      ///< that of the whole round, which single statements about few chips have
};

/// What contrasts may differ by from the value of all images and chips there are, on one side, except with
/// probability alpha = Levels::statement: the sum of three parts with a third of alpha each.
///
///     t(images - 1, alpha / 3) * imageError
///     ln(3 / alpha) / images * reach
///     max(t((chips - 1) (points - 1), alpha / 3) * the field's chipError, t(chips - 1, round / 3) *
///     chipError)
///
/// The first is Student's one-sided bound; parts are added, not squared and added, so that no degrees of
/// freedom are guessed for a sum of two variances (images and chips are crossed).
///
/// The second is what so many images may not have shown at all: an event that strikes a share p of the images
/// is missed by n of them with probability (1 - p)^n <= exp(-n p), so with alpha / 3 its share is at most
/// ln(3 / alpha) / n, and it changes the value by at most `reach` on an image. With alpha 5 % it is the rule
/// of three (J. A. Hanley, A. Lippman-Hand, JAMA 249:1743, 1983). Without it Student's bound is far too sure
/// where images that differ are few.
///
/// The third is Student's again, for chips, of which there are few: a bound from four of them at 1e-5 would
/// be 50 standard errors. So the bound at alpha takes the chips' variance from the whole field, the mean over
/// the same contrast of all points of the round, and the contrast's own variance has to hold at the level of
/// the round. Where the chips strike all points alike, the points err together, and the level of the round is
/// what counts; where they strike each point by itself, the field's variance is known well.
/// Assumes  that a point which belongs into the answer does not scatter over the chips much more than the
///          field does on average.
class Margin {
 public:
  /// @param images, chips  of the contrasts. @param points  of the field.
  /// @pre images, chips, points >= 1, levels in (0, 1)
  Margin(std::int64_t images, std::int64_t chips, std::size_t points, const Levels& levels);

  /// @param fieldChipError  root of the mean square of chipErrorOf() over the field.
  /// @param reach           greatest absolute change on one image, 1 for a difference of two accuracies.
  [[nodiscard]] double of(const Contrast& contrast, double fieldChipError, double reach = 1.0) const;

 private:
  double imageFactor_ = 0.0, unseen_ = 0.0, fieldFactor_ = 0.0, chipFactor_ = 0.0;
};

}  // namespace ohmic::sim
