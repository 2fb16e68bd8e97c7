// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ohmic::sim {

struct PartSums;

/// Counts of magnitudes in bins of 1/256 of an octave, from 2^-32 to 2^48; smaller ones count as zero, larger
/// ones in the last bin. Integer counts: adding histograms in any order gives the same.
class MagnitudeHistogram {
 public:
  MagnitudeHistogram();

  void add(const float* values, std::int64_t count);
  /// @param weight  what each value counts.
  void add(const std::int64_t* values, std::int64_t count, std::int64_t weight);
  void add(const MagnitudeHistogram& other);

  [[nodiscard]] std::int64_t total() const;
  /// The greatest magnitude itself, within the bins' ends; 0 if all magnitudes are zero.
  [[nodiscard]] double greatest() const;

  /// The least magnitude (end of a bin, but never above the greatest) that holds @p share of the counts,
  /// 0 < share <= 1.
  [[nodiscard]] double percentile(double share) const;

  /// The range R that makes the squared error of a quantiser of step R / @p greatestCode, clipping above R,
  /// least. Candidates are 16 to an octave, from the greatest magnitude down to 1/256 of it.
  [[nodiscard]] double leastErrorRange(std::int32_t greatestCode) const;

 private:
  friend double leastErrorRange(const std::vector<PartSums>& parts);
  void note(double value);

  std::vector<std::int64_t> counts_;  ///< of zeros, then of each bin
  double greatest_ = 0.0;             ///< of the magnitudes that are in a bin
};

/// Sums of some bits of an input that are converted by themselves.
struct PartSums {
  const MagnitudeHistogram* sums;
  double share = 1.0;             ///< of these conversions' range in the layer's
  std::int32_t greatestCode = 1;  ///< of these conversions
  double weight = 1.0;            ///< of a squared error of theirs in the output
};

/// MagnitudeHistogram::leastErrorRange() of all parts together.
[[nodiscard]] double leastErrorRange(const std::vector<PartSums>& parts);

}  // namespace ohmic::sim
