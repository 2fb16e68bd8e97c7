// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/cell.h"

#include <algorithm>

namespace ohmic::devices {

void TargetLaw::evaluateTerms(double, double, double*) const {}

std::vector<double> TargetLaw::termsOf(const double* target, std::size_t count, double readTime) const {
  const std::size_t numbers = terms();
  std::vector<double> ofCells(numbers * count), ofOne(numbers);
  for (std::size_t i = 0; i < count && numbers > 0; ++i) {
    evaluateTerms(target[i], readTime, ofOne.data());
    for (std::size_t term = 0; term < numbers; ++term) {
      ofCells[term * count + i] = ofOne[term];
    }
  }
  return ofCells;
}

void Programming::programFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms&,
                              double* g) const {
  program(cells, stream, g);
}

void Programming::programCounted(const CellBlock& cells, const RandomStream& stream, double* g,
                                 std::uint32_t* pulses) const {
  program(cells, stream, g);
  std::fill_n(pulses, cells.size(), 1U);
}

void Drift::ageFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms&,
                    const double* target, double readTime, double* g) const {
  age(cells, stream, target, readTime, g);
}

std::string Drift::refusal(double) const { return {}; }

void ReadNoise::flicker(const CellBlock&, const RandomStream&, const double*, double, double*) const {}

void ReadNoise::flickerFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms&,
                            const double* target, double readTime, double* g) const {
  flicker(cells, stream, target, readTime, g);
}

double ReadNoise::freshSigma(double) const { return 0.0; }

}  // namespace ohmic::devices
