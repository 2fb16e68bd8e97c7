// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace ohmic::mapping {

/// How the weights of a network are kept until they are read back and used by digital arithmetic.
///
/// A kernel of n weights is divided by magnitude: `pruned` n of them (rounded down, the least) are zero and
/// kept nowhere; `outliers` n (rounded down, the greatest) are kept in digital memory with 16 bits; the m in
/// between are kept in cells. A value v of these is the share x of the cell's range above g_min:
///
///     x = (v - low) / (high - low)         v = low + x (high - low)
///
/// With Sign::cell v is the weight; with Sign::memory v is the magnitude and the sign is one bit apart, so
/// that no error of the cell turns it; with Sign::pair v is the magnitude, written to the first cell of two
/// if the weight is positive and to the second if it is negative, while the other one is at share 0, and what
/// is read is the difference. Span::whole takes high = max |w| of the m and low = -high (Sign::cell) or 0;
/// Span::used (not with Sign::pair) the least and greatest v of them. `redundant` m (rounded down, the
/// greatest) are written to `redundantCopies` cells or pairs, others to `copies`; reading takes their mean.
///
/// Medium::memory keeps all but the pruned weights in digital memory without errors, as levels of `bits` bits
/// in [-L, L], L = 2^(bits - 1) - 1, of max |w| / L.
///
/// Source  Isik, Choi, Zheng, Weissman, Ermon, Wong, Alaghi, "Neural Network Compression for Noisy Storage
///         Devices" (ACM TECS 2023, arXiv 2102.07725): sign protection, adaptive mapping, redundancy by
///         magnitude, sparsity. The paper's formulas could not be checked; these are ours.
/// Omits   entropy coding, error-correcting codes, the converter that reads a cell.
struct StorageFormat {
  enum class Medium { cells, memory };
  enum class Sign { cell, pair, memory };
  enum class Span { whole, used };

  static constexpr std::array<std::string_view, 2> kMediumWords = {"cells", "memory"};
  static constexpr std::array<std::string_view, 3> kSignWords = {"cell", "pair", "memory"};
  static constexpr std::array<std::string_view, 2> kSpanWords = {"whole", "used"};

  Medium medium = Medium::cells;
  int bits = 8;  ///< of a weight in memory, 2 to 16
  Sign sign = Sign::pair;
  Span span = Span::whole;
  double pruned = 0.0;      ///< share of each kernel, in [0, 1]; with outliers at most 1
  double outliers = 0.0;    ///< share of each kernel, in [0, 1]
  int copies = 1;           ///< >= 1
  double redundant = 0.0;   ///< share of the weights in cells, in [0, 1]
  int redundantCopies = 1;  ///< >= 1
};

/// Least number of bits, of three ways to write it, that say which k of n are chosen: a bit for each of the
/// n; the numbers of the k, or of the others, of ceil(log2 n) bits each. 0 where k is 0 or n.
[[nodiscard]] std::int64_t bitsOfChoice(std::int64_t n, std::int64_t k) noexcept;

/// What the storage of one kernel takes.
struct StorageCounts {
  std::int64_t weights = 0;
  std::int64_t pruned = 0;
  std::int64_t outliers = 0;   ///< in memory beside cells
  std::int64_t redundant = 0;  ///< of those in cells, the ones with redundantCopies
  std::int64_t cells = 0;
  /// Digital memory: signs, positions (bitsOfChoice() of pruned, outliers, redundant), outliers of 16 bits,
  /// weights in memory; and 32 bits for each constant of the kernel: high, low with Span::used, the scale of
  /// outliers or of levels, the reference of drift compensation.
  std::int64_t bits = 0;
};

/// One kernel as it is stored: which weight is kept where, and the way there and back.
class StoredKernel {
 public:
  /// @param weights        finite, at least one. Of equal magnitudes the first one in the list is the lesser.
  /// @param isCompensated  a reference of drift compensation is kept.
  StoredKernel(const std::vector<float>& weights, const StorageFormat& format, bool isCompensated);

  [[nodiscard]] const StorageCounts& counts() const noexcept { return counts_; }
  /// Low and high; equal where nothing is in cells, or only one value.
  [[nodiscard]] std::pair<double, double> range() const noexcept { return {low_, high_}; }

  /// Cells of a copy: 2 with Sign::pair.
  [[nodiscard]] int polarities() const noexcept { return sign_ == StorageFormat::Sign::pair ? 2 : 1; }
  /// Copies of a weight; 0: it is in no cell.
  [[nodiscard]] int copiesOf(std::size_t weight) const { return copies_[weight]; }
  [[nodiscard]] int mostCopies() const noexcept { return mostCopies_; }
  /// Share of the cell's range that a weight's cell is written to; 0 for one that is in no cell.
  [[nodiscard]] double share(std::size_t weight, int polarity) const;

  /// A weight as it is read back. @param first, second  shares read, mean over its copies; second counts with
  /// Sign::pair only. Of a weight in no cell neither counts.
  [[nodiscard]] float value(std::size_t weight, double first, double second = 0.0) const;

 private:
  void setRange(const std::vector<std::size_t>& inCells, StorageFormat::Span span);
  void count(const StorageFormat& format, bool isCompensated);

  StorageFormat::Sign sign_;
  std::vector<float> weights_;  ///< of those in no cell what memory gives back; 0 if pruned
  std::vector<int> copies_;
  int mostCopies_ = 0;
  double low_ = 0.0, high_ = 0.0;
  StorageCounts counts_;
};

}  // namespace ohmic::mapping
