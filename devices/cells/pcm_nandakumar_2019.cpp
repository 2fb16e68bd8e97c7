// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/pcm_nandakumar_2019.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "configs/reader/elementary.h"

namespace ohmic::devices::pcm_nandakumar_2019 {
namespace {

constexpr double kReadDuration = 250e-9;  // s, t_r

/// Share of the range, clamped to it.
double share(double g) noexcept { return std::clamp(g / kFitted.greatest, 0.0, 1.0); }

double logShare(double target) noexcept { return configs::logarithm(std::max(share(target), 1e-7)); }

double sigma(double t) noexcept {
  const double x = share(t);
  return std::max((-1.1731 * x + 1.9650) * x + 0.26348, 0.0) * 1e-6;
}

}  // namespace

const ProgrammingFit& programming() {
  static const ProgrammingFit fit{
      kFitted, sigma,
      "(-1.1731 x^2 + 1.9650 x + 0.26348) uS, x = g / 25 uS (Nandakumar et al. 2019, aihwkit)"};
  return fit;
}

PowerLawDrift::PowerLawDrift(double scale) : scale_(scale) { checkScale(scale); }

double PowerLawDrift::meanExponent(double target) noexcept {
  return std::clamp(-0.0155 * logShare(target) + 0.0244, 0.049, 0.1);
}

double PowerLawDrift::exponentSigma(double target) noexcept {
  return std::clamp(-0.0125 * logShare(target) - 0.0059, 0.008, 0.045);
}

void PowerLawDrift::age(const CellRow& cells, const RandomStream& stream, const double* target, double readTime,
                        double* g) const {
  if (readTime == 0.0) {
    return;
  }
  const double logTime = configs::logarithm((readTime + kStart) / kStart);
  std::vector<float> z(cells.count);
  drawNormals(stream, cells, z.data());
  for (std::uint32_t i = 0; i < cells.count; ++i) {
    const double nu =
        scale_ * std::abs(meanExponent(target[i]) + exponentSigma(target[i]) * static_cast<double>(z[i]));
    g[i] *= configs::exponential(-nu * logTime);
  }
}

std::string PowerLawDrift::describe() const {
  return fmt::format("drift g ((t + 20 s) / 20 s)^-nu, nu = {:g} * |mu + s z| of each cell (Nandakumar et al. 2019, "
                     "aihwkit)",
                     scale_);
}

Flicker::Flicker(double scale) : scale_(scale) { checkScale(scale); }

double Flicker::amplitude(double g) noexcept {
  return std::min(0.0088 / std::max(configs::power(share(g), 0.65), 1e-3), 0.2);
}

double Flicker::growth(double readTime) noexcept {
  return std::sqrt(configs::logarithm((readTime + kStart + kReadDuration) / (2.0 * kReadDuration)));
}

void Flicker::flicker(const CellRow& cells, const RandomStream& stream, double readTime, double* g) const {
  const double factor = scale_ * growth(readTime);
  std::vector<float> z(cells.count);
  drawNormals(stream, cells, z.data());
  for (std::uint32_t i = 0; i < cells.count; ++i) {
    g[i] = std::max(g[i] + g[i] * amplitude(g[i]) * factor * static_cast<double>(z[i]), 0.0);
  }
}

std::string Flicker::describe() const {
  return fmt::format("1/f noise since programming, sigma = {:g} * g Q sqrt(ln((t + 20 s + 250 ns) / 500 ns)), Q = "
                     "min(0.0088 / x^0.65, 0.2) (Nandakumar et al. 2019, aihwkit)",
                     scale_);
}

}  // namespace ohmic::devices::pcm_nandakumar_2019
