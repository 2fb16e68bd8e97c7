// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/statistics.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cassert>
#include <cmath>
#include <numeric>

namespace ohmic::sim {
namespace {

constexpr double kNormal95 = 1.959963984540054;

}  // namespace

Interval wilsonInterval(double p, std::int64_t n) {
  assert(0.0 <= p && p <= 1.0 && n >= 1);
  const double z2 = kNormal95 * kNormal95;
  const auto trials = static_cast<double>(n);
  const double middle = (p + z2 / (2.0 * trials)) / (1.0 + z2 / trials);
  const double half =
      kNormal95 / (1.0 + z2 / trials) * std::sqrt(p * (1.0 - p) / trials + z2 / (4.0 * trials * trials));
  return {std::max(middle - half, 0.0), std::min(middle + half, 1.0)};
}

double areaUnderCurve(const std::vector<double>& scores, const std::vector<int>& labels) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
  double pairs = 0.0, below = 0.0, positives = 0.0;
  for (auto tied = order.begin(); tied != order.end();) {
    const auto end =
        std::find_if(tied, order.end(), [&](std::size_t i) { return scores[i] != scores[*tied]; });
    const auto ones =
        static_cast<double>(std::count_if(tied, end, [&](std::size_t i) { return labels[i] == 1; }));
    const double zeros = static_cast<double>(end - tied) - ones;
    pairs += ones * (below + 0.5 * zeros);
    below += zeros;
    positives += ones;
    tied = end;
  }
  assert(positives > 0.0 && below > 0.0);
  return pairs / (positives * below);
}

Interval areaInterval(double area, std::int64_t positives, std::int64_t negatives) {
  assert(positives >= 1 && negatives >= 1);
  const auto ones = static_cast<double>(positives);
  const auto zeros = static_cast<double>(negatives);
  const double twoOnes = area / (2.0 - area);                // two of class 1 above one of class 0
  const double twoZeros = 2.0 * area * area / (1.0 + area);  // one of class 1 above two of class 0
  const double variance = (area * (1.0 - area) + (ones - 1.0) * (twoOnes - area * area) +
                           (zeros - 1.0) * (twoZeros - area * area)) /
                          (ones * zeros);
  const double half = kNormal95 * std::sqrt(std::max(variance, 0.0));
  return {std::max(area - half, 0.0), std::min(area + half, 1.0)};
}

Interval metricInterval(const RunRecord& record, double value) {
  if (record.metric == "top1") {
    return wilsonInterval(value, record.distinctImages());
  }
  const std::vector<std::int64_t> anomalies =
      record.confusion.size() > 1 ? record.confusion[1] : std::vector<std::int64_t>();
  const std::int64_t positives =
      record.labels.empty()
          ? std::accumulate(anomalies.begin(), anomalies.end(), std::int64_t{0}) / std::max(record.chips, 1)
          : std::count(record.labels.begin(), record.labels.end(), 1);
  return areaInterval(value, positives, record.images - positives);
}

Interval chipMetricInterval(const RunRecord& record, double value) {
  return record.metric == "top1" ? wilsonInterval(value, record.images) : metricInterval(record, value);
}

double mean(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double v : values) {
    sum += v;
  }
  return values.empty() ? 0.0 : sum / static_cast<double>(values.size());
}

double standardDeviation(const std::vector<double>& values) {
  if (values.size() < 2) {
    return 0.0;
  }
  const double middle = mean(values);
  double sum = 0.0;
  for (const double v : values) {
    sum += (v - middle) * (v - middle);
  }
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

std::optional<Interval> studentInterval(const std::vector<double>& values) {
  if (values.size() < 2) {
    return std::nullopt;
  }
  const double half = studentQuantile(static_cast<std::int64_t>(values.size()) - 1) *
                      standardDeviation(values) / std::sqrt(static_cast<double>(values.size()));
  return Interval{std::max(mean(values) - half, 0.0), std::min(mean(values) + half, 1.0)};
}

bool isKnownWithin(const std::vector<double>& values, double halfWidth) {
  return values.size() > 1 && studentQuantile(static_cast<std::int64_t>(values.size()) - 1) *
                                      standardDeviation(values) /
                                      std::sqrt(static_cast<double>(values.size())) <=
                                  halfWidth;
}

double studentQuantile(std::int64_t degrees) {
  constexpr double kUpperTail = 0.025;
  return studentQuantile(degrees, kUpperTail);
}

double studentQuantile(std::int64_t degrees, double upperTail) {
  assert(degrees >= 1 && 0.0 < upperTail && upperTail <= 0.5);
  using Exact = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  const boost::math::students_t_distribution<double, Exact> t(static_cast<double>(degrees));
  constexpr double kDigits = 1e9;  // libm's last bits, which Boost computes with, differ between processors
  return std::round(quantile(complement(t, upperTail)) * kDigits) / kDigits;
}

}  // namespace ohmic::sim
