// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/gaussian.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "configs/reader/error.h"

namespace ohmic::devices {
namespace {

void check(NoiseKind kind, double sigma, const ConductanceRange& range) {
  if (!(sigma >= 0.0)) {
    throw configs::InputError(
        fmt::format("hardware.cell: sigma is {}; a number of at least 0 is allowed", sigma));
  }
  if (kind == NoiseKind::inverseProportional && range.least <= 0.0) {
    throw configs::InputError({"", "hardware.cell", "kind inverse_proportional has no value at g_min = 0 S",
                               "g_min above 0 S is allowed", "raise g_min or use kind: independent"});
  }
}

std::string describeSigma(NoiseKind kind, double sigma) {
  const char* base = kind == NoiseKind::independent    ? "of the conductance range"
                     : kind == NoiseKind::proportional ? "of the conductance"
                                                       : "of g_max, times g_max / g";
  return fmt::format("sigma = {:g} {}", sigma, base);
}

}  // namespace

double genericSigma(NoiseKind kind, double sigma, const ConductanceRange& range, double g) {
  switch (kind) {
    case NoiseKind::independent:
      return sigma * (range.greatest - range.least);
    case NoiseKind::proportional:
      return sigma * g;
    case NoiseKind::inverseProportional:
      break;
  }
  return sigma * range.greatest * (range.greatest / std::max(g, range.least));
}

GenericProgramming::GenericProgramming(NoiseKind kind, double sigma, const ConductanceRange& range,
                                       Shape shape)
    : kind_(kind), sigma_(sigma), range_(range), shape_(shape) {
  check(kind, sigma, range);
}

void GenericProgramming::program(const CellRow& cells, const RandomStream& stream, double* g) const {
  if (shape_ == Shape::uniform) {
    std::vector<std::uint32_t> words(cells.count);
    drawWords(stream, cells, words.data());
    for (std::uint32_t i = 0; i < cells.count; ++i) {
      g[i] = std::max(g[i] + genericSigma(kind_, sigma_, range_, g[i]) * (uniform(words[i]) - 0.5), 0.0);
    }
    return;
  }
  std::vector<float> z(cells.count);
  drawNormals(stream, cells, z.data());
  if (kind_ == NoiseKind::independent) {
    const double sigma = genericSigma(kind_, sigma_, range_, 0.0);
    for (std::uint32_t i = 0; i < cells.count; ++i) {
      g[i] = std::max(g[i] + sigma * static_cast<double>(z[i]), 0.0);
    }
    return;
  }
  for (std::uint32_t i = 0; i < cells.count; ++i) {
    g[i] = std::max(g[i] + genericSigma(kind_, sigma_, range_, g[i]) * static_cast<double>(z[i]), 0.0);
  }
}

std::string GenericProgramming::describe() const {
  return fmt::format("programming error, {}, {}, clamped at 0 S",
                     shape_ == Shape::normal ? "normal" : "uniform in +-sigma/2",
                     describeSigma(kind_, sigma_));
}

GenericReadNoise::GenericReadNoise(NoiseKind kind, double sigma, const ConductanceRange& range)
    : kind_(kind), sigma_(sigma), range_(range) {
  check(kind, sigma, range);
}

double GenericReadNoise::freshSigma(double g) const { return genericSigma(kind_, sigma_, range_, g); }

std::string GenericReadNoise::describe() const {
  return "fresh Gaussian noise at every read, " + describeSigma(kind_, sigma_);
}

}  // namespace ohmic::devices
