// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/statistical/law.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace ohmic::devices {
namespace {

constexpr double kPi = 3.14159265358979323846;

double normalCdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

double normalDensity(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2.0 * kPi); }

/// Mean and variance of the part of N(0, 1) in [a, b], with the mass outside at the ends.
std::pair<double, double> clampedMoments(double a, double b) {
  const double below = normalCdf(a);
  const double above = normalCdf(-b);
  const double endsFirst = (below > 0.0 ? a * below : 0.0) + (above > 0.0 ? b * above : 0.0);
  const double endsSecond = (below > 0.0 ? a * a * below : 0.0) + (above > 0.0 ? b * b * above : 0.0);
  const double slopes =
      (below > 0.0 ? a * normalDensity(a) : 0.0) - (above > 0.0 ? b * normalDensity(b) : 0.0);
  const double first = normalDensity(a) - normalDensity(b) + endsFirst;
  const double second = 1.0 - below - above + slopes + endsSecond;
  return {first, second - first * first};
}

/// Moments of samples about their mean.
struct Moments {
  double mean = 0.0;
  double second = 0.0;
  double fourth = 0.0;
};

Moments momentsOf(const std::vector<double>& samples) {
  const auto n = static_cast<double>(samples.size());
  Moments moments;
  for (const double x : samples) {
    moments.mean += x / n;
  }
  for (const double x : samples) {
    const double square = (x - moments.mean) * (x - moments.mean);
    moments.second += square / n;
    moments.fourth += square * square / n;
  }
  return moments;
}

double kolmogorovSmirnov(std::vector<double> samples, const Law& law) {
  std::sort(samples.begin(), samples.end());
  const auto n = static_cast<double>(samples.size());
  double distance = samples.front() < law.least ? 1.0 : 0.0;
  for (std::size_t begin = 0; begin < samples.size();) {
    const double x = samples[begin];
    const auto end = static_cast<std::size_t>(std::upper_bound(samples.begin() + begin, samples.end(), x) -
                                              samples.begin());
    const double at = law.cdf(x);
    const double before = end - begin == 1 ? at : law.cdf(std::nextafter(x, -1e300));  // repeated: an atom
    distance = std::max({distance, std::abs(before - static_cast<double>(begin) / n),
                         std::abs(at - static_cast<double>(end) / n)});
    begin = end;
  }
  return distance * std::sqrt(n);
}

}  // namespace

Law clampedNormal(double mean, double sigma, double least, double greatest) {
  const auto [first, second] = clampedMoments((least - mean) / sigma, (greatest - mean) / sigma);
  const auto cdf = [=](double x) {
    return x < least ? 0.0 : x >= greatest ? 1.0 : normalCdf((x - mean) / sigma);
  };
  return {cdf, mean + sigma * first, sigma * sigma * second, least};
}

Law foldedNormal(double mean, double sigma) {
  const double a = mean / sigma;
  const double first = 2.0 * sigma * normalDensity(a) + mean * (1.0 - 2.0 * normalCdf(-a));
  const auto cdf = [=](double x) {
    return x < 0.0 ? 0.0 : normalCdf((x - mean) / sigma) - normalCdf((-x - mean) / sigma);
  };
  return {cdf, first, mean * mean + sigma * sigma - first * first, 0.0};
}

Law clampedUniform(double mean, double width) {
  const double top = mean + width / 2.0;
  const double bottom = std::max(mean - width / 2.0, 0.0);
  const double first = (top * top - bottom * bottom) / (2.0 * width);
  const double second = (top * top * top - bottom * bottom * bottom) / (3.0 * width);
  const auto cdf = [=](double x) {
    return x < bottom ? 0.0 : std::min((x - (mean - width / 2.0)) / width, 1.0);
  };
  return {cdf, first, second - first * first, bottom};
}

Distance distance(std::vector<double> samples, const Law& law) {
  const auto n = static_cast<double>(samples.size());
  const Moments moments = momentsOf(samples);
  const double errorOfVariance = std::sqrt((moments.fourth - moments.second * moments.second) / n);
  return {std::abs(moments.mean - law.mean) / std::sqrt(law.variance / n),
          std::abs(moments.second - law.variance) / errorOfVariance,
          kolmogorovSmirnov(std::move(samples), law)};
}

void expectLaw(std::vector<double> samples, const Law& law) {
  const Distance found = distance(std::move(samples), law);
  EXPECT_LT(found.mean, kStandardErrors);
  EXPECT_LT(found.variance, kStandardErrors);
  EXPECT_LT(found.kolmogorovSmirnov, kKolmogorov);
}

void expectSigma(const std::vector<double>& samples, const std::function<Law(double factor)>& law) {
  expectLaw(samples, law(1.0));
  for (const double factor : {0.99, 1.01}) {
    const Distance far = distance(samples, law(factor));
    EXPECT_TRUE(far.variance > kStandardErrors || far.mean > kStandardErrors ||
                far.kolmogorovSmirnov > kKolmogorov)
        << "a sigma times " << factor << " passes: " << far.mean << ", " << far.variance << ", "
        << far.kolmogorovSmirnov;
  }
}

}  // namespace ohmic::devices
