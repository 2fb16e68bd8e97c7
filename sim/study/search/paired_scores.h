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
  int chipsOfAnImage = 0;             ///< RunRecord::chipsOfAnImage: that saw each image; 0: all

  [[nodiscard]] std::size_t groups() const;  ///< of chips that saw the same images
  [[nodiscard]] double mean() const;         ///< share of 1
};

/// @param correct         RunRecord::correct of a read time: a bit for each image of the chip, by chip.
/// @param images          of each chip.
/// @param chipsOfAnImage  groups of so many chips have images of their own, one group after the other.
/// @pre images >= 1, correct is not empty, its size is a multiple of @p chipsOfAnImage
[[nodiscard]] Scores scoresOf(const std::vector<std::string>& correct, std::int64_t images,
                              int chipsOfAnImage = 0);

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
  double imageVariance = 0.0;  ///< of the value, for the images
  double chipVariance = 0.0;   ///< of the value, for the chips; an estimate, which may be negative
  std::int64_t images = 0;     ///< distinct ones
  std::int64_t chips = 0;
};

/// Of n images in groups that m of c chips see, x the mean of an image over its m chips:
///
///     imageVariance = sum over groups of sum (x - mean of the group)^2 / (n - groups) / n
///     chipVariance  = variance of the chips' means / c - imageVariance (c - m) / ((c - 1) m)
///
/// Dealt out to one chip each (m = 1), the second is what chips add to what their images differ by, and its
/// mean is sigma_chip^2 / c. Where every chip saw every image (m = c), the two are the variances of the
/// images' and of the chips' means over their numbers; what images and chips have together is in both, on the
/// safe side (A. B. Owen, Ann. Appl. Stat. 1:386, 2007). Between the two the subtracted part is what the
/// groups' images alone would do, the least that it can be.
/// @param constant  added to the value.
/// @pre terms is not empty; all have the same images, and the same chips in the same groups, or one chip
[[nodiscard]] Contrast contrastOf(const std::vector<Term>& terms, double constant = 0.0);

/// How sure the statements of one round of a race are.
struct Levels {
  double statement = 0.05;  ///< probability that one statement is wrong
  double round = 0.05;      ///< the same of what all statements of the round err by together
};

/// What contrasts may differ by from the value of all images and chips there are, on one side, except with
/// probability a = Levels::statement:
///
///     unseen + sqrt(t(images - 1, a)^2 (imageVariance + reach^2 u / 4) + t(9 + chips - 1, a)^2 shrunk)
///     unseen = reach (t^2 + 2) / (3 images),  u = t^2 / (3 images^2),  t = t(images - 1, a)
///     shrunk = (9 field + (chips - 1) own) / (9 + chips - 1)
///
/// and at least sqrt(t(images - 1, r)^2 imageVariance + t(chips - 1, r)^2 own) with r = Levels::round. t(k,
/// p) is the value that Student's t with k degrees of freedom exceeds with probability p; own is the
/// contrast's chipVariance and field the mean of the round's, both at least 0. One chip has no part of its
/// own.
///
/// Images. Of a difference that strikes few images the normal law is too sure. A Poisson count X has at level
/// a an upper bound near X + t sqrt(X) + (t^2 + 2) / 3 (Cornish and Fisher's second term; the variance is
/// estimated by X itself), and -ln(a), which is about 0.6 t^2, where X is 0. unseen and u give both.
///
/// Chips. There are few, and a bound from three or ten of them alone would be 20 or 8 standard errors at
/// 1e-5. So a contrast's own variance is shrunk towards the field's, which counts as nine degrees of freedom
/// (after G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3:3, 2004, who estimates that number). What many
/// contrasts have in common, as the same dies, the field does not average out: all are wrong together or
/// none, so it is the level of the round that has to hold on the contrast's own variance. Assumes  that no
/// contrast's chips scatter many times as much as the field's.
class Margin {
 public:
  /// @param images, chips  of the contrasts. @pre images, chips >= 1, levels in (0, 0.5]
  Margin(std::int64_t images, std::int64_t chips, const Levels& levels);

  /// @param fieldVariance  mean chipVariance of the round's contrasts.
  /// @param reach          greatest absolute change on one image, 1 for a difference of two accuracies.
  [[nodiscard]] double of(const Contrast& contrast, double fieldVariance, double reach = 1.0) const;

  /// One standard error: sqrt(imageVariance + shrunk).
  [[nodiscard]] double error(const Contrast& contrast, double fieldVariance) const;

 private:
  [[nodiscard]] double shrunk(const Contrast& contrast, double fieldVariance) const;

  double images_ = 1.0, chipDegrees_ = 0.0;
  double image_ = 0.0, chip_ = 0.0;                ///< t of a statement
  double imageOfRound_ = 0.0, chipOfRound_ = 0.0;  ///< t of the round
};

}  // namespace ohmic::sim
