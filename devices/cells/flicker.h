// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// A published fit of the 1/f noise of phase-change cells.
struct FlickerFit {
  double start;         ///< s, t0: between programming and the first read
  double readDuration;  ///< s, t_r
  /// Q: relative amplitude of a cell programmed to a target (siemens).
  double (*amplitude)(double target) noexcept;
  const char* law;  ///< in words, with its source
};

/// 1/f noise accumulated since programming, one draw for each cell:
///
///     g = max(g + scale * g Q(target) sqrt(ln((t + t0 + t_r) / (2 t_r))) z, 0)       z ~ N(0, 1)
///
/// Q is evaluated at the target, as the sources' documentation has it. A cell keeps its z for all read times.
class Flicker : public ReadNoise {
 public:
  /// @param scale  1 is the measured device, 0 a silent one.
  /// @throws configs::InputError if scale is negative or not finite.
  explicit Flicker(const FlickerFit& fit, double scale = 1.0);

  /// sqrt(ln((t + t0 + t_r) / (2 t_r))).
  [[nodiscard]] double growth(double readTime) const noexcept;
  void flicker(const CellBlock& cells, const RandomStream& stream, const double* target, double readTime,
               double* g) const override;
  [[nodiscard]] std::size_t terms() const override { return 1; }
  void evaluateTerms(double target, double readTime, double* terms) const override;
  void flickerFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
                   const double* target, double readTime, double* g) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  FlickerFit fit_;
  double scale_;
};

}  // namespace ohmic::devices
