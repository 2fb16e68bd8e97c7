// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/gaussian.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "configs/reader/error.h"
#include "devices/cells/cell_kernel.h"

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

void GenericProgramming::program(const CellBlock& cells, const RandomStream& stream, double* g) const {
  const auto terms = termsOf(g, cells.size(), 0.0);
  programFrom(cells, stream, {terms.data(), cells.size()}, g);
}

std::size_t GenericProgramming::terms() const { return kind_ == NoiseKind::independent ? 0 : 1; }

void GenericProgramming::evaluateTerms(double target, double, double* terms) const {
  terms[0] = genericSigma(kind_, sigma_, range_, target);
}

void GenericProgramming::programFrom(const CellBlock& cells, const RandomStream& stream,
                                     const CellTerms& terms, double* g) const {
  const bool isOne = kind_ == NoiseKind::independent;
  const double same = isOne ? genericSigma(kind_, sigma_, range_, 0.0) : 0.0;
  if (shape_ == Shape::uniform) {
    std::vector<std::uint32_t> words(cells.size());
    drawWords(stream, cells, words.data());
    for (std::uint32_t i = 0; i < cells.size(); ++i) {
      g[i] = std::max(g[i] + (isOne ? same : terms[0][i]) * (uniform(words[i]) - 0.5), 0.0);
    }
    return;
  }
  const NormalNumbers z(stream, cells);
  if (isOne) {
    addNormalErrors(same, z.data(), cells.size(), g);
  } else {
    addNormalErrors(terms[0], z.data(), cells.size(), g);
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
