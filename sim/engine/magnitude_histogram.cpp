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

constexpr std::int64_t kBins = std::int64_t{kOctaves} * kBinsPerOctave;

/// Place of a value among the counts: 0, or behind its bin, which is its exponent and the first bits of its
/// mantissa, read off the double.
std::int64_t placeOf(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  constexpr std::uint64_t kMagnitude = ~(std::uint64_t{1} << 63U);
  const std::int64_t bin = static_cast<std::int64_t>((bits & kMagnitude) >> (kMantissaBits - kBinBits)) -
                           (static_cast<std::int64_t>(1023 + kLeastExponent) << kBinBits);
  return std::clamp(bin + 1, std::int64_t{0}, kBins);
}

double binBegin(std::size_t bin) {
  const auto octave = static_cast<int>(bin / kBinsPerOctave);
  return std::ldexp(1.0 + static_cast<double>(bin % kBinsPerOctave) / kBinsPerOctave,
                    kLeastExponent + octave);
}

double binMiddle(std::size_t bin) { return 0.5 * (binBegin(bin) + binBegin(bin + 1)); }

/// A bin that holds counts.
struct FullBin {
  double middle, count;
};

/// Squared error of a quantiser of that range and step.
double squaredError(const std::vector<FullBin>& bins, double range, double step) {
  double error = 0.0;
  for (const auto& bin : bins) {
    const double over = std::max(bin.middle - range, 0.0);
    error += bin.count * (over > 0.0 ? over * over : step * step / 12.0);
  }
  return error;
}

}  // namespace

MagnitudeHistogram::MagnitudeHistogram() : counts_(static_cast<std::size_t>(kBins) + 1, 0) {}

void MagnitudeHistogram::note(double value) {
  const double magnitude = std::min(std::abs(value), binBegin(static_cast<std::size_t>(kBins)));
  greatest_ = std::max(greatest_, placeOf(magnitude) > 0 ? magnitude : 0.0);
}

void MagnitudeHistogram::add(const float* values, std::int64_t count) {
  float greatest = 0.0F;
  for (std::int64_t i = 0; i < count; ++i) {
    ++counts_[static_cast<std::size_t>(placeOf(static_cast<double>(values[i])))];
    greatest = std::max(greatest, std::abs(values[i]));
  }
  note(static_cast<double>(greatest));
}

void MagnitudeHistogram::add(const std::int64_t* values, std::int64_t count, std::int64_t weight) {
  std::int64_t least = 0, greatest = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    counts_[static_cast<std::size_t>(placeOf(static_cast<double>(values[i])))] += weight;
    least = std::min(least, values[i]);
    greatest = std::max(greatest, values[i]);
  }
  note(static_cast<double>(least));
  note(static_cast<double>(greatest));
}

void MagnitudeHistogram::add(const MagnitudeHistogram& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    counts_[i] += other.counts_[i];
  }
  greatest_ = std::max(greatest_, other.greatest_);
}

std::int64_t MagnitudeHistogram::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
}

double MagnitudeHistogram::greatest() const { return greatest_; }

double MagnitudeHistogram::percentile(double share) const {
  const double wanted = share * static_cast<double>(total());
  std::int64_t below = 0;
  for (std::size_t place = 0; place < counts_.size(); ++place) {
    below += counts_[place];
    if (static_cast<double>(below) >= wanted) {
      return place == 0 ? 0.0 : std::min(binBegin(place), greatest_);
    }
  }
  return greatest();
}

double MagnitudeHistogram::leastErrorRange(std::int32_t greatestCode) const {
  return sim::leastErrorRange({{this, 1.0, greatestCode, 1.0}});
}

double leastErrorRange(const std::vector<PartSums>& parts) {
  constexpr int kCandidates = 128;
  constexpr int kStepsPerOctave = 16;
  std::vector<std::vector<FullBin>> bins;
  double top = 0.0;
  for (const auto& part : parts) {
    const auto& counts = part.sums->counts_;
    auto& own = bins.emplace_back();
    for (std::size_t place = 1; place < counts.size(); ++place) {
      if (counts[place] != 0) {
        own.push_back({binMiddle(place - 1), static_cast<double>(counts[place])});
      }
    }
    top = std::max(top, part.sums->greatest() / part.share);
  }
  const auto errorOf = [&](double range) {
    double error = 0.0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const double own = range * parts[p].share;
      error += parts[p].weight * squaredError(bins[p], own, own / parts[p].greatestCode);
    }
    return error;
  };
  double best = top;
  double leastError = errorOf(top);
  for (int i = 1; i < kCandidates; ++i) {
    const double range =
        std::ldexp(top, -i / kStepsPerOctave) * (1.0 - 0.5 * (i % kStepsPerOctave) / kStepsPerOctave);
    const double error = errorOf(range);
    if (error < leastError) {
      leastError = error;
      best = range;
    }
  }
  return best;
}

}  // namespace ohmic::sim
