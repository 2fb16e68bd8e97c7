// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// A published fit of the drift of phase-change cells.
struct DriftFit {
  double start;  ///< s, t0: between programming and the first read
  /// Mean and standard deviation of the exponent at a target (siemens).
  double (*meanExponent)(double target) noexcept;
  double (*exponentSigma)(double target) noexcept;
  const char* law;  ///< in words, with its source
};

/// Drift with an exponent of each cell's own, drawn once and evaluated at its target:
///
///     g(t) = g ((t + t0) / t0)^-nu            nu = scale * |mu + s z|, z ~ N(0, 1)
///
/// t counts from the end of programming; t = 0 is the identity.
class PowerLawDrift : public Drift {
 public:
  /// @param scale  1 is the measured device, 0 one that does not drift.
  /// @throws configs::InputError if scale is negative or not finite.
  explicit PowerLawDrift(const DriftFit& fit, double scale = 1.0);

  void age(const CellBlock& cells, const RandomStream& stream, const double* target, double readTime,
           double* g) const override;
  [[nodiscard]] std::size_t terms() const override { return 2; }
  void evaluateTerms(double target, double readTime, double* terms) const override;
  void ageFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
               const double* target, double readTime, double* g) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  DriftFit fit_;
  double scale_;
};

}  // namespace ohmic::devices
