// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// A published fit of the error that programming leaves.
struct ProgrammingFit {
  ConductanceRange fitted;  ///< siemens, targets the fit holds for
  /// Standard deviation in siemens at a target (siemens); evaluated at the nearest end outside the fit.
  double (*sigma)(double target) noexcept;
  const char* law;  ///< in words, with its source
};

/// Programming error of a fit: g = max(t + scale * sigma(t) * z, 0), z ~ N(0, 1) of each cell.
class FittedProgramming : public Programming {
 public:
  /// @param scale  1 is the measured device, 0 an ideal one.
  /// @throws configs::InputError if scale is negative or not finite.
  explicit FittedProgramming(const ProgrammingFit& fit, double scale = 1.0);

  /// @throws std::out_of_range naming the first target outside the fit, or not a number.
  void program(const CellBlock& cells, const RandomStream& stream, double* g) const override;
  [[nodiscard]] std::size_t terms() const override { return 1; }
  void evaluateTerms(double target, double readTime, double* terms) const override;
  void programFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
                   double* g) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  ProgrammingFit fit_;
  double scale_;
};

/// @throws configs::InputError if a law's scale is negative or not finite.
void checkScale(double scale);

/// @throws std::out_of_range naming the first of the cells whose target (siemens) lies outside the range that
/// a law was fitted to, or is not a number.
void checkTargets(const CellBlock& cells, const double* target, const ConductanceRange& fitted);

}  // namespace ohmic::devices
