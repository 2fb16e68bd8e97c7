// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/retention.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "devices/cells/fitted_programming.h"

namespace ohmic::devices {

Retention::Retention(const RetentionFit& fit, double scale) : fit_(fit), scale_(scale) { checkScale(scale); }

void Retention::age(const CellBlock& cells, const RandomStream& stream, const double* target, double readTime,
                    double* g) const {
  const auto terms = termsOf(target, cells.size(), readTime);
  ageFrom(cells, stream, {terms.data(), cells.size()}, target, readTime, g);
}

void Retention::evaluateTerms(double target, double readTime, double* terms) const {
  terms[0] = fit_.shift(target, readTime);
  terms[1] = fit_.growth(target, readTime) - 1.0;
}

void Retention::ageFrom(const CellBlock& cells, const RandomStream&, const CellTerms& terms,
                        const double* target, double readTime, double* g) const {
  if (!fit_.covers(readTime)) {
    throw std::out_of_range(fmt::format("read time {} s outside the measured {}", readTime, fit_.times));
  }
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    g[i] = std::max(g[i] + scale_ * (terms[0][i] + (g[i] - target[i]) * terms[1][i]), 0.0);
  }
}

std::string Retention::refusal(double readTime) const { return fit_.covers(readTime) ? "" : fit_.times; }

std::string Retention::describe() const {
  return fmt::format("retention, {:g} * the measured change of mean and spread, {}", scale_, fit_.law);
}

}  // namespace ohmic::devices
