// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/storage.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace ohmic::mapping {
namespace {

constexpr std::int64_t kConstantBits = 32;
constexpr int kOutlierBits = 16;

std::int64_t partOf(double share, std::size_t count) {
  constexpr double kRounding = 1e-9;  // 0.29 * 100 is 28.999999999999996
  return std::min(static_cast<std::int64_t>(share * static_cast<double>(count) + kRounding),
                  static_cast<std::int64_t>(count));
}

/// A weight as a level of a symmetric format.
float rounded(float weight, double greatest, int bits) {
  if (greatest == 0.0) {
    return 0.0F;
  }
  const double levels = static_cast<double>((std::int64_t{1} << (bits - 1)) - 1);
  return static_cast<float>(std::nearbyint(static_cast<double>(weight) / greatest * levels) * greatest /
                            levels);
}

double magnitude(float weight) { return std::abs(static_cast<double>(weight)); }

}  // namespace

std::int64_t bitsOfChoice(std::int64_t n, std::int64_t k) noexcept {
  if (k == 0 || k == n) {
    return 0;
  }
  std::int64_t bits = 0;  // of a number below n
  while ((std::int64_t{1} << bits) < n) {
    ++bits;
  }
  return std::min(n, std::min(k, n - k) * bits);
}

StoredKernel::StoredKernel(const std::vector<float>& weights, const StorageFormat& format, bool isCompensated)
    : sign_(format.sign), weights_(weights), copies_(weights.size(), 0) {
  assert(!weights.empty());
  assert(format.sign != StorageFormat::Sign::pair || format.span == StorageFormat::Span::whole);
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return magnitude(weights[a]) < magnitude(weights[b]);
  });
  counts_.weights = static_cast<std::int64_t>(weights.size());
  counts_.pruned = partOf(format.pruned, weights.size());
  const double greatest = magnitude(weights[order.back()]);
  const auto kept = order.begin() + counts_.pruned;
  std::for_each(order.begin(), kept, [&](std::size_t w) { weights_[w] = 0.0F; });
  if (format.medium == StorageFormat::Medium::memory) {
    std::for_each(kept, order.end(),
                  [&](std::size_t w) { weights_[w] = rounded(weights_[w], greatest, format.bits); });
    count(format, false);
    return;
  }
  counts_.outliers = std::min(partOf(format.outliers, weights.size()), counts_.weights - counts_.pruned);
  const auto outliers = order.end() - counts_.outliers;
  std::for_each(outliers, order.end(),
                [&](std::size_t w) { weights_[w] = rounded(weights_[w], greatest, kOutlierBits); });
  const std::vector<std::size_t> inCells(kept, outliers);
  counts_.redundant = partOf(format.redundant, inCells.size());
  if (format.redundantCopies == format.copies) {
    counts_.redundant = 0;  // all are alike
  }
  for (std::size_t i = 0; i < inCells.size(); ++i) {
    const bool isRedundant = i + static_cast<std::size_t>(counts_.redundant) >= inCells.size();
    copies_[inCells[i]] = isRedundant ? format.redundantCopies : format.copies;
    mostCopies_ = std::max(mostCopies_, copies_[inCells[i]]);
  }
  setRange(inCells, format.span);
  count(format, isCompensated);
}

void StoredKernel::setRange(const std::vector<std::size_t>& inCells, StorageFormat::Span span) {
  if (inCells.empty()) {
    return;
  }
  const bool isSigned = sign_ == StorageFormat::Sign::cell;
  high_ = magnitude(weights_[inCells.back()]);
  low_ = isSigned ? -high_ : 0.0;
  if (span == StorageFormat::Span::whole) {
    return;
  }
  low_ = magnitude(weights_[inCells.front()]);
  if (isSigned) {
    const auto [least, most] =
        std::minmax_element(inCells.begin(), inCells.end(),
                            [this](std::size_t a, std::size_t b) { return weights_[a] < weights_[b]; });
    low_ = static_cast<double>(weights_[*least]);
    high_ = static_cast<double>(weights_[*most]);
  }
}

void StoredKernel::count(const StorageFormat& format, bool isCompensated) {
  auto& c = counts_;
  const std::int64_t kept = c.weights - c.pruned;
  c.bits = bitsOfChoice(c.weights, c.pruned);
  if (format.medium == StorageFormat::Medium::memory) {
    c.bits += kept * format.bits + kConstantBits;
    return;
  }
  const std::int64_t inCells = kept - c.outliers;
  c.cells = polarities() * ((inCells - c.redundant) * format.copies + c.redundant * format.redundantCopies);
  c.bits += bitsOfChoice(kept, c.outliers) + c.outliers * kOutlierBits + bitsOfChoice(inCells, c.redundant);
  c.bits += sign_ == StorageFormat::Sign::memory ? inCells : 0;
  c.bits += kConstantBits * ((c.outliers > 0 ? 1 : 0) + (isCompensated ? 1 : 0) +
                             (format.span == StorageFormat::Span::used ? 2 : 1));
}

double StoredKernel::share(std::size_t weight, int polarity) const {
  const double span = high_ - low_;
  if (copies_[weight] == 0 || !(span > 0.0)) {
    return 0.0;
  }
  const auto own = static_cast<double>(weights_[weight]);
  if (sign_ == StorageFormat::Sign::cell) {
    return (own - low_) / span;
  }
  const bool isOther = sign_ == StorageFormat::Sign::pair && (own < 0.0) != (polarity == 1);
  return isOther ? 0.0 : (std::abs(own) - low_) / span;
}

float StoredKernel::value(std::size_t weight, double first, double second) const {
  if (copies_[weight] == 0) {
    return weights_[weight];
  }
  const double span = high_ - low_;
  switch (sign_) {
    case StorageFormat::Sign::cell:
      return static_cast<float>(low_ + first * span);
    case StorageFormat::Sign::memory: {
      const double read = std::max(low_ + first * span, 0.0);
      return static_cast<float>(std::signbit(weights_[weight]) ? -read : read);
    }
    case StorageFormat::Sign::pair: {
      const double difference = first - second;
      const double read = low_ + std::abs(difference) * span;
      return static_cast<float>(difference < 0.0 ? -read : read);
    }
  }
  return 0.0F;
}

}  // namespace ohmic::mapping
