// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/rram_falcone_2023.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "configs/mathematics/elementary.h"

namespace ohmic::devices::rram_falcone_2023 {
namespace {

constexpr double kReadDuration = 1e-6;  // s
constexpr double kLogarithmOf10 = 2.302585092994046;

double microsiemens(double target) noexcept {
  return std::clamp(target, kFitted.least, kFitted.greatest) * 1e6;
}

double sigmaFine(double target) noexcept { return (0.00106879 * microsiemens(target) + 0.00081107) * 1e-6; }

double sigmaCoarse(double target) noexcept {
  return (0.01129027418 * microsiemens(target) + 0.0112185391) * 1e-6;
}

}  // namespace

const ProgrammingFit& programmingFine() {
  static const ProgrammingFit fit{
      kFitted, sigmaFine,
      "(0.00081107 + 0.00106879 G) uS, G in uS from 9 to 88.2, acceptance 0.2 % (Falcone "
      "et al., aihwkit)"};
  return fit;
}

const ProgrammingFit& programmingCoarse() {
  static const ProgrammingFit fit{
      kFitted, sigmaCoarse,
      "(0.0112185391 + 0.01129027418 G) uS, G in uS from 9 to 88.2, acceptance 2 % "
      "(Falcone et al., aihwkit)"};
  return fit;
}

Relaxation::Relaxation(double scale) : scale_(scale) { checkScale(scale); }

void Relaxation::age(const CellBlock& cells, const RandomStream& stream, const double*, double readTime,
                     double* g) const {
  if (!refusal(readTime).empty()) {
    throw std::out_of_range(fmt::format("read time {} s outside the fitted {}", readTime, refusal(readTime)));
  }
  if (readTime == 0.0) {
    return;
  }
  const double logTime = configs::logarithm(readTime);
  const double shift = scale_ * -0.08900206e-6 * logTime;
  const double sigma = scale_ * (0.04201137 * logTime + 0.41183342) * 1e-6;
  std::vector<float> z(cells.size());
  drawNormals(stream, cells, z.data());
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    g[i] = std::max(g[i] + shift + sigma * static_cast<double>(z[i]), 0.0);
  }
}

std::string Relaxation::refusal(double readTime) const {
  return readTime > 0.0 && readTime < 1.0 ? "0 s, and 1 s or more" : "";
}

std::string Relaxation::describe() const {
  return fmt::format(
      "relaxation, {:g} * (-0.08900206 ln t + (0.04201137 ln t + 0.41183342) z) uS of each cell, t in s "
      "from 1 (Falcone et al., aihwkit)",
      scale_);
}

Flicker::Flicker(double scale) : scale_(scale) { checkScale(scale); }

double Flicker::sigma(double g, double readTime) noexcept {
  const double decades = configs::logarithm(std::max(g * 1e6, 1.0)) / kLogarithmOf10;
  const double growth = configs::logarithm((readTime + kReadDuration) / (2.0 * kReadDuration));
  return 0.0277316483e-6 * decades * std::sqrt(std::max(growth, 0.0));
}

void Flicker::flicker(const CellBlock& cells, const RandomStream& stream, const double*, double readTime,
                      double* g) const {
  if (readTime == 0.0 || scale_ == 0.0) {
    return;
  }
  std::vector<float> z(cells.size());
  drawNormals(stream, cells, z.data());
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    g[i] = std::clamp(g[i] + scale_ * sigma(g[i], readTime) * static_cast<double>(z[i]), kFitted.least,
                      kFitted.greatest);
  }
}

std::string Flicker::describe() const {
  return fmt::format(
      "1/f noise since programming, sigma = {:g} * 0.0277316483 log10(G) sqrt(ln((t + 1 us) / 2 us)) uS, "
      "G in uS, clamped to 9 to 88.2 uS (Falcone et al., aihwkit)",
      scale_);
}

}  // namespace ohmic::devices::rram_falcone_2023
