// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/magnitude_histogram.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

namespace ohmic::sim {
namespace {

constexpr int kLeastExponent = -32;
constexpr int kOctaves = 80;
constexpr int kBinsPerOctave = 256;
constexpr int kMantissaBits = 52;
constexpr int kBinBits = 8;

/// Bin of a magnitude: its exponent and the first bits of its mantissa, read off the double.
std::int64_t binOf(double magnitude) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &magnitude, sizeof bits);
  return static_cast<std::int64_t>(bits >> (kMantissaBits - kBinBits)) -
         (static_cast<std::int64_t>(1023 + kLeastExponent) << kBinBits);
}

double binBegin(std::size_t bin) {
  const auto octave = static_cast<int>(bin / kBinsPerOctave);
  return std::ldexp(1.0 + static_cast<double>(bin % kBinsPerOctave) / kBinsPerOctave,
                    kLeastExponent + octave);
}

double binMiddle(std::size_t bin) { return 0.5 * (binBegin(bin) + binBegin(bin + 1)); }

}  // namespace

MagnitudeHistogram::MagnitudeHistogram() : counts_(static_cast<std::size_t>(kOctaves) * kBinsPerOctave, 0) {}

void MagnitudeHistogram::add(double value, std::int64_t count) {
  const std::int64_t bin = binOf(std::abs(value));
  if (bin < 0) {
    zeros_ += count;
  } else {
    counts_[std::min(static_cast<std::size_t>(bin), counts_.size() - 1)] += count;
  }
}

void MagnitudeHistogram::add(const MagnitudeHistogram& other) {
  zeros_ += other.zeros_;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    counts_[i] += other.counts_[i];
  }
}

std::int64_t MagnitudeHistogram::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), zeros_);
}

double MagnitudeHistogram::greatest() const {
  const auto last = std::find_if(counts_.rbegin(), counts_.rend(), [](std::int64_t n) { return n > 0; });
  return last == counts_.rend() ? 0.0 : binBegin(static_cast<std::size_t>(counts_.rend() - last));
}

double MagnitudeHistogram::percentile(double share) const {
  const double wanted = share * static_cast<double>(total());
  std::int64_t below = zeros_;
  for (std::size_t bin = 0; bin < counts_.size(); ++bin) {
    if (static_cast<double>(below) >= wanted) {
      return bin == 0 ? 0.0 : binBegin(bin);
    }
    below += counts_[bin];
  }
  return greatest();
}

double MagnitudeHistogram::squaredError(double range, double step) const {
  double error = 0.0;
  for (std::size_t bin = 0; bin < counts_.size(); ++bin) {
    if (counts_[bin] == 0) {
      continue;
    }
    const double over = std::max(binMiddle(bin) - range, 0.0);
    error += static_cast<double>(counts_[bin]) * (over > 0.0 ? over * over : step * step / 12.0);
  }
  return error;
}

double MagnitudeHistogram::leastErrorRange(std::int32_t greatestCode) const {
  constexpr int kCandidates = 128;
  constexpr int kStepsPerOctave = 16;
  const double top = greatest();
  double best = top;
  double leastError = squaredError(top, top / greatestCode);
  for (int i = 1; i < kCandidates; ++i) {
    const double range =
        std::ldexp(top, -i / kStepsPerOctave) * (1.0 - 0.5 * (i % kStepsPerOctave) / kStepsPerOctave);
    const double error = squaredError(range, range / greatestCode);
    if (error < leastError) {
      leastError = error;
      best = range;
    }
  }
  return best;
}

}  // namespace ohmic::sim
