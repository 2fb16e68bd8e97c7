// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace ohmic::devices {

// Steps of the cells' laws over neighbouring cells, g in siemens and z standard normal numbers; the
// instruction set is chosen at run time and changes no bit.

/// Whether least <= g <= greatest for all cells.
[[nodiscard]] bool areWithin(double least, double greatest, const double* g, std::size_t count);

/// g = max(g + sigma z, 0).
void addNormalErrors(double sigma, const float* z, std::size_t count, double* g);
void addNormalErrors(const double* sigma, const float* z, std::size_t count, double* g);

/// g = max(g + g * amplitude * factor * z, 0).
void addRelativeErrors(const double* amplitude, double factor, const float* z, std::size_t count, double* g);

/// Exponents of a power law of time, of each cell.
struct DriftOfCells {
  const double* meanExponent;
  const double* exponentSigma;
  const float* z;
  double scale;
  double logTime;  ///< natural logarithm of the growth of time
};

/// g = g e^(-nu logTime), nu = scale * |mean + sigma z|.
void drift(const DriftOfCells& cells, std::size_t count, double* g);

}  // namespace ohmic::devices
